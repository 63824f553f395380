using Functions.Embedded.Queues;
using Functions.Embedded.Tests.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace Functions.Embedded.Tests.Queues;

public sealed class QueueCrashTests : IDisposable
{
    private readonly string directory = TestApp.NewDirectory();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_message_that_was_running_at_the_crash_is_delivered_again_with_its_try_counted()
    {
        var first = new Inbox { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var app = await StartAsync(first, hook: null);
        await Queues(app).SendAsync("letters", "hello");
        await Eventually.SeenAsync("the message is running", () => Volatile.Read(ref first.Running), running => running > 0);
        var crash = app.Host.CrashAsync();
        first.Gate.SetResult();
        await crash;

        var second = new Inbox();
        await using var next = await StartAsync(second, hook: null);
        Assert.Equal("hello#2", await second.NextAsync());
    }

    [Fact]
    public async Task A_power_cut_at_any_commit_loses_nothing_that_was_acknowledged()
    {
        for (var ordinal = 1; ordinal <= 24; ordinal++)
        {
            var hook = new PowerCut(ordinal);
            var acknowledged = new List<string>();
            var before = new Inbox();
            var app = await StartAsync(before, hook);
            hook.IsArmed = true;
            try
            {
                for (var i = 0; i < 6; i++)
                {
                    var letter = $"letter {ordinal}.{i}";
                    await Queues(app).SendAsync("letters", letter);
                    acknowledged.Add(letter);
                }
            }
            catch (StoppedException)
            {
                Assert.True(hook.HasCut);
            }

            await app.Host.CrashAsync();
            var after = new Inbox();
            await using var next = await StartAsync(after, hook: null);
            await Eventually.SeenAsync("the queue is empty", () => Queues(next).Count("letters"), left => left == 0);
            Assert.All(acknowledged, letter => Assert.True(before.Tries.ContainsKey(letter) || after.Tries.ContainsKey(letter), $"{letter} was lost at commit {ordinal}"));
        }
    }

    private static EmbeddedQueues Queues(TestApp app) => app.Host.Services.GetRequiredService<EmbeddedQueues>();

    private Task<TestApp> StartAsync(Inbox inbox, ICommitHook? hook) =>
        TestApp.StartAsync(
            [typeof(QueueFunctions)],
            builder =>
            {
                builder.Services.AddSingleton(inbox);
                builder.Configuration.AddInMemoryCollection([new("Outgoing", "shipping")]);
                builder.UseEmbedded(options => options.CommitHook = hook);
            },
            directory);
}
