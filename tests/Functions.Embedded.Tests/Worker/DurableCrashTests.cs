using Functions.Embedded.Clock;
using Functions.Embedded.Queues;
using Functions.Embedded.Tests.Queues;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace Functions.Embedded.Tests.Worker;

public sealed class DurableCrashTests
{
    private const int MostCommits = 60;

    [Fact]
    public async Task A_power_cut_at_any_commit_leaves_the_same_end()
    {
        var isOver = false;
        for (var ordinal = 1; !isOver && ordinal < MostCommits; ordinal++)
        {
            var directory = TestApp.NewDirectory();
            var hook = new PowerCut(ordinal);
            var app = await StartAsync(directory, hook);
            hook.IsArmed = true;
            isOver = await DriveAsync(app, hook);
            await app.Host.CrashAsync();

            await using (var next = await StartAsync(directory, hook: null))
            {
                await TellAsync(next);
                var done = await CompletionAsync(next);
                Assert.True(done.ReadOutputAs<string>() == "3 tea for 30, approved by queue, as OrderFlow", $"cut at commit {ordinal}: {done}");
            }

            Directory.Delete(directory, recursive: true);
        }

        Assert.True(isOver, $"The flow needs more than {MostCommits} commits.");
    }

    /// <summary>Drives the flow until it ends or the power does; true when no commit was left to cut at.</summary>
    private static async Task<bool> DriveAsync(TestApp app, PowerCut hook)
    {
        try
        {
            await TellAsync(app);
            await CompletionAsync(app);
            return !hook.HasCut;
        }
        catch (Exception error) when (hook.HasCut && error is StoppedException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What a client does that repeats its calls until they are acknowledged.</summary>
    private static async Task TellAsync(TestApp app)
    {
        var client = app.Host.Services.GetRequiredService<DurableTaskClient>();
        if (await client.GetInstanceAsync("order-1") is null)
            await client.ScheduleNewOrchestrationInstanceAsync("OrderFlow", new OrderPlaced("tea", 3), new StartOrchestrationOptions("order-1"));
        await app.Host.Services.GetRequiredService<EmbeddedQueues>().SendAsync("approvals", "order-1");
    }

    private static async Task<OrchestrationMetadata> CompletionAsync(TestApp app)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await app.Host.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync("order-1", getInputsAndOutputs: true, limit.Token);
    }

    private static Task<TestApp> StartAsync(string directory, ICommitHook? hook) =>
        TestApp.StartAsync(
            [typeof(OrderFunctions)],
            builder =>
            {
                builder.Services.AddSingleton(new Inbox());
                builder.Services.AddSimulatedClock(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
                builder.UseEmbedded(options => options.CommitHook = hook);
            },
            directory);
}
