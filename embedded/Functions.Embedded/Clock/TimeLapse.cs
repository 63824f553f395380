using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Functions.Embedded.Clock;

/// <summary>
/// Drives a simulated clock: whenever nothing goes on, it jumps to the earliest business timer. Housekeeping that lies on the way runs once for
/// it, as after a sleep of the machine. When only housekeeping is left, time passes as it does on the wall. Leases, queue visibility and HTTP time-outs live on the system's
/// clock and never see a jump.
/// </summary>
public sealed class TimeLapse : IHostedLifecycleService
{
    private static readonly TimeSpan WallStep = TimeSpan.FromSeconds(1);

    private readonly SimulatedTimeProvider clock;
    private readonly RuntimeActivity activity;
    private readonly object gate = new();
    private readonly Lock moving = new();
    private Thread? driver;
    private bool woken = true;
    private bool stopping;
    private volatile bool paused;
    private long jumps;

    public TimeLapse(SimulatedTimeProvider clock, RuntimeActivity activity)
    {
        this.clock = clock;
        this.activity = activity;
    }

    /// <summary>Jumps made so far.</summary>
    public long Jumps => Interlocked.Read(ref jumps);

    /// <summary>While true, time stands still: for a scene that is over, or not yet set. Default false. A jump that has been decided upon is over when it
    /// is set, and the next is decided upon by how things are then.</summary>
    public bool Paused
    {
        get => paused;
        set
        {
            lock (moving)
                paused = value;
            Wake();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Time starts to jump only when every part of the host is up: none may miss a timer of its own.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        activity.MaybeIdle = Wake;
        clock.TimerSet = Wake;
        driver = new Thread(Drive) { IsBackground = true, Name = "time-lapse" };
        driver.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            stopping = true;
        Wake();
        driver?.Join();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Wake()
    {
        lock (gate)
        {
            woken = true;
            Monitor.Pulse(gate);
        }
    }

    private void Drive()
    {
        while (IsAwake())
        {
            while (!Volatile.Read(ref stopping) && Jumped())
                Interlocked.Increment(ref jumps);
        }
    }

    private bool Jumped()
    {
        lock (moving)
            return MayMove && clock.JumpToNextBusiness();
    }

    /// <summary>Time passes by itself where nothing but housekeeping waits for it.</summary>
    private void FollowTheWall(TimeSpan passed)
    {
        lock (moving)
        {
            if (MayMove && clock.NextBusinessDue is null)
                clock.Advance(passed);
        }
    }

    private bool MayMove => !paused && activity.IsEverythingIdle();

    private bool IsAwake()
    {
        while (true)
        {
            var asleepSince = Stopwatch.GetTimestamp();
            lock (gate)
            {
                if (woken || stopping || Monitor.Wait(gate, WallStep))
                {
                    woken = false;
                    return !stopping;
                }
            }

            FollowTheWall(Stopwatch.GetElapsedTime(asleepSince));
        }
    }
}
