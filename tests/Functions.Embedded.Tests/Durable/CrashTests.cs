using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Tests.Durable;

public sealed class CrashTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_power_cut_at_any_write_ends_in_the_same_state(bool beforeCommit)
    {
        var points = 0;
        for (var at = 1L; ; at++, points++)
        {
            var cut = new PowerCut(at, beforeCommit);
            await using var engine = Prepare(new EngineFixture { Hook = cut });
            if (await Drive(engine))
            {
                Assert.False(cut.Happened);
                break;
            }

            await engine.Crash();
            engine.Hook = null;
            Assert.True(await Drive(engine), $"It does not come to its end after a power cut at write {at}.");
        }

        Assert.InRange(points, 12, 60);
    }

    [Fact]
    public async Task Activities_in_flight_at_a_crash_run_again_and_finished_ones_do_not()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = new int[2];
        await using var engine = new EngineFixture();
        Register(async () => await hold.Task.WaitAsync(Eventually.Bound));
        await engine.Up();
        var id = await engine.Run("Two");
        await Eventually.SeenAsync("the second activity runs", () => Volatile.Read(ref runs[1]), times => times > 0);
        await engine.Crash();
        hold.SetResult();

        engine.Forget();
        Register(() => Task.CompletedTask);
        await engine.Up();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.End(id)).RuntimeStatus);
        Assert.Equal([1, 2], runs);

        void Register(Func<Task> second)
        {
            engine.Activities("First", _ => runs[0]++);
            engine.Registry.AddActivity("Second", async _ =>
            {
                runs[1]++;
                await second();
                return null;
            });
            engine.Orchestrator("Two", async context =>
            {
                await context.CallActivityAsync("First");
                await context.CallActivityAsync("Second");
                return null;
            });
        }
    }

    [Fact]
    public async Task Timers_and_delayed_starts_outlive_a_restart()
    {
        await using var engine = new EngineFixture(timeLapse: false);
        engine.Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await engine.Up();
        var now = await engine.Run("Sleep");
        var later = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sleep", null, new StartOrchestrationOptions("later", EngineFixture.Start.AddHours(5)));
        await engine.Quiet();
        await engine.Down();

        engine.Clock.Advance(TimeSpan.FromHours(1));
        await engine.Up();
        await engine.Quiet();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(later))!.RuntimeStatus);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(EngineFixture.Start.AddHours(2).UtcDateTime, (await engine.End(now)).ReadOutputAs<DateTime>());
        engine.Clock.Advance(TimeSpan.FromHours(3));
        await engine.Quiet();
        engine.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(EngineFixture.Start.AddHours(7).UtcDateTime, (await engine.End(later)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Time_lapse_passes_a_year_of_timers_without_being_early_or_late()
    {
        var seen = new List<DateTime>();
        await using var engine = await new EngineFixture()
            .Activities("Note", call =>
            {
                seen.Add(call.GetInput<DateTime>());
                return null;
            })
            .Orchestrator("Year", async context =>
            {
                var day = context.GetInput<int>();
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                await context.CallActivityAsync("Note", context.CurrentUtcDateTime);
                if (day < 365)
                    context.ContinueAsNew(day + 1);
                return day;
            })
            .Up();
        Assert.Equal(365, (await engine.End(await engine.Run("Year", 1))).ReadOutputAs<int>());
        Assert.Equal(Enumerable.Range(1, 365).Select(day => EngineFixture.Start.UtcDateTime.AddDays(day)), seen);
    }

    private static EngineFixture Prepare(EngineFixture engine) => engine
        .Activities("Echo", call => call.GetInput<int>())
        .Orchestrator("Child", async context => await context.CallActivityAsync<int>("Echo", context.GetInput<int>()) * 10)
        .Orchestrator("Other", async context =>
        {
            context.SetCustomStatus("listening");
            return await context.WaitForExternalEvent<int>("Tell");
        })
        .Orchestrator("Main", async context =>
        {
            var sum = context.GetInput<int>();
            sum += (await Task.WhenAll(Enumerable.Range(1, 3).Select(i => context.CallActivityAsync<int>("Echo", i)))).Sum();
            if (sum < 12)
            {
                context.ContinueAsNew(sum);
                return 0;
            }

            sum += await context.CallSubOrchestratorAsync<int>("Child", 5, new SubOrchestrationOptions(instanceId: "child"));
            await context.CreateTimer(TimeSpan.FromDays(8), CancellationToken.None);
            sum += await context.WaitForExternalEvent<int>("Add");
            context.SendEvent("other", "Tell", sum);
            return sum;
        });

    /// <summary>What a client does, and does again after a crash: every step may be repeated. False when the power went.</summary>
    private static async Task<bool> Drive(EngineFixture engine)
    {
        try
        {
            await engine.Up();
            foreach (var (name, id) in new[] { ("Other", "other"), ("Main", "main") })
            {
                if (await engine.Client.GetInstanceAsync(id) is null)
                    await engine.Run(name, 0, id);
            }

            if ((await engine.Client.GetInstanceAsync("main"))!.IsCompleted is false)
                await engine.Client.RaiseEventAsync("main", "Add", 1000);
            Assert.Equal(1062, (await engine.End("main")).ReadOutputAs<int>());
            Assert.Equal(1062, (await engine.End("other")).ReadOutputAs<int>());
            await engine.Quiet();
            Assert.Equal(1L, engine.Database.Read(session =>
            {
                var left = session.Prepare(
                    "SELECT (SELECT count(*) FROM timers) = 0 AND (SELECT count(*) FROM instances) = 3 AND (SELECT count(*) FROM inbox) = 0");
                left.Step();
                return left.GetInt64(0);
            }));
            Assert.Equal("\"listening\"", (await engine.End("other")).SerializedCustomStatus);
            return true;
        }
        catch (StoppedException)
        {
            return false;
        }
    }

    private sealed class PowerCut(long at, bool before) : ICommitHook
    {
        public bool Happened { get; private set; }

        public void BeforeCommit(long ordinal) => Cut(before && ordinal == at);

        public void AfterCommit(long ordinal) => Cut(!before && ordinal == at);

        private void Cut(bool now)
        {
            if (!now)
                return;
            Happened = true;
            throw new IOException("the power was cut.");
        }
    }
}
