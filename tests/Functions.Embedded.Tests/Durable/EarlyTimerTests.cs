using Functions.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Tests.Durable;

/// <summary>The switch by which timers come as early as they may on Azure Storage.</summary>
public sealed class EarlyTimerTests
{
    private static readonly DurableOptions Early = new() { TimersEarlyBy = TimeSpan.FromMilliseconds(999) };

    [Fact]
    public async Task A_timer_fires_before_its_time_and_the_orchestrator_sees_that_it_is_early()
    {
        await using var engine = await new EngineFixture { Options = Early }
            .Orchestrator("Wait", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(2), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .Up();

        Assert.Equal(EngineFixture.Start.UtcDateTime.AddMilliseconds(1001), (await engine.End(await engine.Run("Wait"))).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task The_wait_before_another_try_may_be_none_at_all()
    {
        var tries = new List<DateTimeOffset>();
        await using var engine = new EngineFixture { Options = Early };
        engine
            .Activities("Fail", _ =>
            {
                tries.Add(engine.Clock.GetUtcNow());
                return tries.Count < 3 ? throw new IOException("not yet") : null;
            })
            .Orchestrator("Retry", async context =>
            {
                await context.CallActivityAsync("Fail", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(600), backoffCoefficient: 3)));
                return null;
            });
        await engine.Up();
        await engine.End(await engine.Run("Retry"));

        Assert.Equal([0, 0, 801], tries.Select(time => (time - EngineFixture.Start).TotalMilliseconds));
    }

    [Fact]
    public async Task A_timer_that_a_crash_interrupts_is_early_too()
    {
        await using var engine = await new EngineFixture { Options = Early }
            .Orchestrator("Wait", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .Up();
        var id = await engine.Run("Wait");
        await engine.Crash();
        await engine.Up();

        Assert.True((await engine.End(id)).ReadOutputAs<DateTime>() < EngineFixture.Start.UtcDateTime.AddMinutes(1));
    }

    [Fact]
    public async Task A_start_that_is_put_off_may_come_early()
    {
        await using var engine = await new EngineFixture { Options = Early }
            .Orchestrator("When", context => Task.FromResult<object?>(context.CurrentUtcDateTime))
            .Up();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("When", null, new StartOrchestrationOptions(null, EngineFixture.Start.AddSeconds(5)));

        Assert.Equal(EngineFixture.Start.UtcDateTime.AddMilliseconds(4001), (await engine.End(id)).ReadOutputAs<DateTime>());
    }
}
