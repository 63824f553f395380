using System.Diagnostics;
using Functions.Embedded.Clock;

namespace Functions.Embedded.Tests.Clock;

public sealed class TimeLapseTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        var clock = new SimulatedTimeProvider(Start);
        var fired = new List<DateTimeOffset>();
        using var late = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromDays(60), Timeout.InfiniteTimeSpan);
        using var hourly = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        Assert.Equal(Start, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromHours(2.5));

        Assert.Equal([Start.AddHours(1), Start.AddHours(2)], fired);
        Assert.Equal(Start.AddHours(2.5), clock.GetUtcNow());
        hourly.Dispose();
        Assert.Equal(Start.AddDays(60), clock.NextDue);
    }

    [Fact]
    public async Task A_jump_never_happens_while_anything_is_busy()
    {
        var clock = new SimulatedTimeProvider(Start);
        var activity = new RuntimeActivity();
        var source = new Switch();
        using var registration = activity.Register(source);
        var lapse = new TimeLapse(clock, activity);
        var hold = activity.Begin("scene");
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        await lapse.StartedAsync(default);

        source.IsIdle = false;
        hold.Dispose();
        Assert.False(activity.IsEverythingIdle());
        Assert.Equal(Start, clock.GetUtcNow());

        source.IsIdle = true;
        activity.Signal();
        await fired.Task.WaitAsync(Eventually.Bound);
        Assert.Equal(Start.AddDays(1), clock.GetUtcNow());
        await lapse.StoppingAsync(default);
    }

    [Fact]
    public async Task Housekeeping_fires_on_the_way_but_does_not_keep_time_running()
    {
        var clock = new SimulatedTimeProvider(Start);
        var activity = new RuntimeActivity();
        var lapse = new TimeLapse(clock, activity);
        var ticks = 0;
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var housekeeping = clock.CreateHousekeepingTimer(_ => ticks++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        using var business = clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        await lapse.StartedAsync(default);
        await fired.Task.WaitAsync(Eventually.Bound);
        await lapse.StoppingAsync(default);

        Assert.InRange(ticks, 59, 61);
        Assert.InRange(clock.GetUtcNow(), Start.AddHours(1), Start.AddHours(1).AddSeconds(30));
    }

    [Fact]
    public void A_source_that_became_busy_during_the_look_round_is_seen()
    {
        var activity = new RuntimeActivity();
        using var registration = activity.Register(new Sneaky(activity));
        Assert.False(activity.IsEverythingIdle());
    }

    [Fact]
    public async Task Nothing_moves_once_it_is_paused_also_while_a_jump_is_being_decided_upon()
    {
        var clock = new SimulatedTimeProvider(Start);
        var activity = new RuntimeActivity();
        var lapse = new TimeLapse(clock, activity);
        var paused = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        var looks = 0;
        using var registration = activity.Register(new Asked(() =>
        {
            if (Interlocked.Increment(ref looks) != 1)
                return;
            var pausing = Task.Run(() =>
            {
                lapse.Paused = true;
                paused.SetResult(clock.GetUtcNow());
            });
            pausing.Wait(TimeSpan.FromMilliseconds(200));
        }));
        using var timer = clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        await lapse.StartedAsync(default);
        var then = await paused.Task.WaitAsync(Eventually.Bound);
        await Eventually.StaysAsync("time stands still", clock.GetUtcNow, now => now == then, TimeSpan.FromMilliseconds(300));
        await lapse.StoppingAsync(default);
    }

    [Fact]
    public async Task Work_started_by_a_timer_is_over_before_the_next_jump()
    {
        var clock = new SimulatedTimeProvider(Start);
        var activity = new RuntimeActivity();
        var lapse = new TimeLapse(clock, activity);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rounds = 0;
        var late = 0;
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                var due = clock.GetUtcNow();
                var work = activity.Begin("work");
                _ = Task.Run(() =>
                {
                    if (clock.GetUtcNow() != due)
                        late++;
                    if (++rounds < 2000)
                        timer!.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
                    else
                        done.SetResult();
                    work.Dispose();
                });
            },
            null,
            TimeSpan.FromHours(1),
            Timeout.InfiniteTimeSpan);
        using var decoy = clock.CreateTimer(_ => { }, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(17));

        var watch = Stopwatch.StartNew();
        await lapse.StartedAsync(default);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await lapse.StoppingAsync(default);

        Assert.Equal(0, late);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        timer.Dispose();
    }

    private sealed class Switch : IIdleSource
    {
        private long version;
        private volatile bool idle = true;

        public bool IsIdle
        {
            get => idle;
            set
            {
                if (!value)
                    Interlocked.Increment(ref version);
                idle = value;
            }
        }

        public long Version => Interlocked.Read(ref version);
    }

    private sealed class Asked(Action look) : IIdleSource
    {
        public bool IsIdle
        {
            get
            {
                look();
                return true;
            }
        }

        public long Version => 0;
    }

    private sealed class Sneaky(RuntimeActivity activity) : IIdleSource
    {
        public bool IsIdle
        {
            get
            {
                activity.Begin("hand-over");
                return true;
            }
        }

        public long Version => 0;
    }
}
