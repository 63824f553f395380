using System.Text;
using Functions.Embedded.Clock;
using Functions.Embedded.Queues;
using Functions.Embedded.Tests.Worker;
using Functions.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Tests.Queues;

public sealed class QueueTriggerTests
{
    private readonly Inbox inbox = new();

    [Fact]
    public async Task A_message_runs_its_function_and_is_gone_after_it()
    {
        await using var app = await StartAsync();
        await Queues(app).SendAsync("letters", "hello");
        Assert.Equal("hello#1", await inbox.NextAsync());
        await GoneAsync(app, "letters");
    }

    [Fact]
    public async Task Returned_objects_go_to_the_output_queue_one_message_each()
    {
        await using var app = await StartAsync();
        await Queues(app).SendAsync("orders", """{ "TO": "Asha", "weight": 2 }""");
        Assert.Equal(["Asha 2 1", "Asha 3 1"], (await inbox.NextAsync(2)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_failed_message_is_tried_again_and_then_done()
    {
        await using var app = await StartAsync();
        await Queues(app).SendAsync("letters", "fails once");
        Assert.Equal(["fails once#1", "fails once#2"], await inbox.NextAsync(2));
        await GoneAsync(app, "letters");
    }

    [Fact]
    public async Task A_message_that_always_fails_goes_to_the_poison_queue_after_its_last_try()
    {
        await using var app = await StartAsync(maxDequeueCount: 3);
        await Queues(app).SendAsync("letters", "always fails");
        Assert.Equal(["always fails#1", "always fails#2", "always fails#3", "poison: always fails"], await inbox.NextAsync(4));
        await GoneAsync(app, "letters");
        await GoneAsync(app, "letters-poison");
    }

    [Fact]
    public async Task No_more_run_at_once_than_batch_size_and_threshold_allow()
    {
        inbox.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync();
        await Queues(app).SendManyAsync("letters", [.. Enumerable.Range(0, 40).Select(n => $"letter {n}")]);
        await Eventually.SeenAsync("four run at once", () => Volatile.Read(ref inbox.Running), running => running == 4);
        inbox.Gate.SetResult();
        var seen = await inbox.NextAsync(40);
        Assert.Equal(40, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(inbox.MostRunning, 4, 6);
    }

    [Fact]
    public async Task An_initial_delay_counts_in_business_time()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using var app = await StartAsync(builder => builder.Services.AddSimulatedClock(start, jumpWhenIdle: false));
        var clock = app.Host.Services.GetRequiredService<SimulatedTimeProvider>();
        await Queues(app).SendAsync("letters", "later", TimeSpan.FromDays(6));
        await Queues(app).SendAsync("letters", "now");
        Assert.Equal("now#1", await inbox.NextAsync());
        clock.Advance(TimeSpan.FromDays(6) - TimeSpan.FromTicks(1));
        await Queues(app).SendAsync("letters", "before");
        Assert.Equal("before#1", await inbox.NextAsync());
        Assert.True(inbox.IsEmpty);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("later#1", await inbox.NextAsync());
    }

    [Fact]
    public async Task Time_lapse_jumps_to_a_delayed_message()
    {
        await using var app = await StartAsync(builder => builder.Services.AddSimulatedClock(DateTimeOffset.UnixEpoch));
        await Queues(app).SendAsync("letters", "in a week", TimeSpan.FromDays(7));
        Assert.Equal("in a week#1", await inbox.NextAsync());
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(7), app.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    [Fact]
    public async Task Messages_sent_before_a_restart_arrive_after_it_in_order()
    {
        var directory = TestApp.NewDirectory();
        inbox.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var app = await StartAsync(directory: directory))
        {
            await Queues(app).SendAsync("unheard", "one");
            await Queues(app).SendManyAsync("unheard", ["two", "three"]);
            Assert.Equal(3, Queues(app).Count("unheard"));
        }

        await using (var app = await StartAsync(directory: directory))
            Assert.Equal(["one", "two", "three"], Queues(app).Peek("unheard").Select(Encoding.UTF8.GetString));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_second_host_on_the_same_directory_is_refused()
    {
        await using var app = await StartAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(directory: app.Directory));
        Assert.Contains($"'{app.Directory}' is in use by another process", error.Message);
    }

    [Theory]
    [InlineData("Letters", 1, 0, "no valid queue name")]
    [InlineData("letters", 49_153, 0, "has 49153 bytes; a queue takes 49152")]
    [InlineData("letters", 1, 8, "delayed by 0 to 7 days")]
    [InlineData("letters", 1, -1, "delayed by 0 to 7 days")]
    public async Task What_the_clouds_queues_refuse_is_refused_here(string queue, int bytes, int days, string expected)
    {
        await using var app = await StartAsync();
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => Queues(app).SendAsync(queue, new byte[bytes], TimeSpan.FromDays(days)));
        Assert.Contains(expected, error.Message);
        await Queues(app).SendAsync("letters", new string('x', 49_152));
        Assert.Equal(49_154, (await inbox.NextAsync()).Length);
    }

    private static EmbeddedQueues Queues(TestApp app) => app.Host.Services.GetRequiredService<EmbeddedQueues>();

    private static async Task GoneAsync(TestApp app, string queue) => await Eventually.SeenAsync($"'{queue}' is empty", () => Queues(app).Count(queue), left => left == 0);

    private Task<TestApp> StartAsync(Action<EmbeddedApplicationBuilder>? configure = null, string? directory = null, int maxDequeueCount = 5) =>
        TestApp.StartAsync(
            [typeof(QueueFunctions)],
            builder =>
            {
                builder.Services.AddSingleton(inbox);
                builder.Configuration.AddInMemoryCollection([new("Outgoing", "shipping")]);
                configure?.Invoke(builder);
            },
            directory,
            $$"""
            { "extensions": { "queues": { "batchSize": 4, "newBatchThreshold": 2, "maxDequeueCount": {{maxDequeueCount}}, "visibilityTimeout": "00:00:00.050" } } }
            """);
}
