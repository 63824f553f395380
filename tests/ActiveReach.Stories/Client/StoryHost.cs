using ActiveReach.Functions;
using ActiveReach.Functions.Runs;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Functions.Embedded.Durable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SqliteGroupCommit;

namespace ActiveReach.Stories.Client;

/// <summary>The whole app in this process, on a simulated clock that jumps from event to event while it is not held.</summary>
internal sealed class StoryHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly AsyncLocal<TimeSpan> Early = new();

    private readonly EmbeddedHost host;
    private IDisposable? hold;

    private StoryHost(EmbeddedHost host, string directory)
    {
        this.host = host;
        Directory = directory;
        Api = new ApiClient(host.Address, "demo-admin-key");
        Sender = Api.As("demo-sender-key");
        Viewer = Api.As("demo-viewer-key");
    }

    public string Directory { get; }

    public ApiClient Api { get; }

    public ApiClient Sender { get; }

    public ApiClient Viewer { get; }

    public SimulatedTimeProvider Clock => host.Services.GetRequiredService<SimulatedTimeProvider>();

    public IServiceProvider Services => host.Services;

    public string Outbox => OutboxIn(Directory);

    /// <summary>Durable timers of the apps that this story starts from now on fire early, as they may on Azure Storage.</summary>
    public static void LetTimersComeEarly(TimeSpan by) => Early.Value = by;

    /// <summary>Starts with the clock held: nothing that waits for time happens before <see cref="LetTimePass"/>.</summary>
    /// <param name="peoplesTime">How long time waits for a person, by the wall; a story tells itself what people do.</param>
    public static async Task<StoryHost> StartAsync(
        string? directory = null,
        DateTimeOffset? now = null,
        Action<IServiceCollection>? configure = null,
        ICommitHook? hook = null,
        TimeSpan peoplesTime = default,
        params (string Key, string Value)[] settings)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("activereach-story-").FullName;
        var started = ActiveReachApp.Build(["--data", directory, "--port", "0"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Concat(Quick(directory)).DistinctBy(each => each.Key).Select(each => KeyValuePair.Create(each.Key, (string?)each.Value)));
            builder.Services.AddSimulatedClock(now ?? Monday);
            builder.UseEmbedded(embedded => embedded.CommitHook = hook);
            configure?.Invoke(builder.Services);
        });
        started.Services.GetRequiredService<DurableOptions>().TimersEarlyBy = Early.Value;
        started.Services.GetRequiredService<TimeForPeople>().Patience = peoplesTime;
        var held = started.Services.GetRequiredService<RuntimeActivity>().Begin("story");
        try
        {
            await started.StartAsync();
        }
        catch
        {
            // Whoever starts another app finds the files free.
            await started.CrashAsync();
            throw;
        }

        return new StoryHost(started, directory) { hold = held };
    }

    /// <summary>The same with a hook at every commit of the app; null when the app could not even start because of it.</summary>
    public static async Task<StoryHost?> TryStartAsync(string directory, DateTimeOffset now, ICommitHook hook, params (string Key, string Value)[] settings)
    {
        try
        {
            return await StartAsync(directory, now, services => services.AddSingleton(hook), hook, settings: settings);
        }
        catch (Exception error) when (error is IOException or StoppedException)
        {
            return null;
        }
    }

    public void LetTimePass() => Interlocked.Exchange(ref hold, null)?.Dispose();

    /// <summary>Time stands still when this returns.</summary>
    public void HoldTime()
    {
        Hold();
        Lapse.Paused = Lapse.Paused;
    }

    /// <summary>Lets so much business time pass and holds it there, at rest. The story waits for it with a timer of its own: time jumps only where something waits for it, and follows the wall otherwise.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = Clock.CreateTimer(_ => Arrive(), null, time, Timeout.InfiniteTimeSpan);
        LetTimePass();
        await passed.Task.WaitAsync(Eventually.Bound);
        await AtRestAsync();

        void Arrive()
        {
            Hold();
            passed.SetResult();
        }
    }

    /// <summary>Lets time pass minute by minute until a campaign has come to a status, and holds it there, at rest: who looks while time jumps may find that hours are over.</summary>
    public async Task PassUntilAsync(string campaign, string status)
    {
        for (var minute = 0; (string)(await Api.GetAsync($"campaigns/{campaign}"))["status"]! != status; minute++)
        {
            Assert.True(minute < 600, $"{campaign} isn't {status} after ten hours.");
            await PassAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Waits, in time that stands still, until everything that can go on without it has gone on.</summary>
    public async Task AtRestAsync()
    {
        var activity = host.Services.GetRequiredService<RuntimeActivity>();
        Lapse.Paused = true;
        var wasHeld = Interlocked.Exchange(ref hold, null);
        wasHeld?.Dispose();
        await Eventually.SeenAsync("the app is at rest", () => IsAtRest(activity), isIt => isIt);
        if (wasHeld is not null)
            Hold();
        Lapse.Paused = false;
    }

    /// <summary>Ends the host as a power cut would, leaving its files. Time that was held stands still to the end.</summary>
    public async Task CrashAsync()
    {
        Lapse.Paused = hold is not null;
        LetTimePass();
        await host.CrashAsync();
        Forget();
    }

    /// <summary>Ends the host in good order, leaving its files.</summary>
    public async Task StopAsync()
    {
        LetTimePass();
        await host.StopAsync();
        await host.DisposeAsync();
        Forget();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private TimeLapse Lapse => host.Services.GetRequiredService<TimeLapse>();

    private static string OutboxIn(string directory) => Path.Combine(directory, "outbox.jsonl");

    /// <summary>Nobody says stop of himself: whoever did would be missing from the rest of a story, once in many plays.</summary>
    private static IEnumerable<(string Key, string Value)> Quick(string directory) =>
    [
        ("Sandbox:LatencyMs", "0"), ("Sandbox:StopRate", "0"), ("ActiveReach:WebhookSecrets:acs", CarrierWebhook.Secret), ("Sandbox:Outbox", OutboxIn(directory)), ("Logging:LogLevel:Default", "Warning"),
    ];

    /// <summary>A timer that was set for an hour that has come rings on a thread of the pool: until then nobody is busy with it, so it is rung here.</summary>
    private bool IsAtRest(RuntimeActivity activity)
    {
        var begun = activity.Version;
        if (!activity.IsEverythingIdle())
            return false;
        Clock.Advance(TimeSpan.Zero);
        return activity.Version == begun && activity.IsEverythingIdle();
    }

    private void Hold() => hold ??= host.Services.GetRequiredService<RuntimeActivity>().Begin("story");

    private void Forget()
    {
        Api.Dispose();
        Sender.Dispose();
        Viewer.Dispose();
    }
}
