using Functions.Embedded.Clock;
using Functions.Embedded.Discovery;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Timers;

/// <summary>
/// Runs one timer function, never twice at once: the next occurrence is looked for when a run is over. A recurring timer is
/// housekeeping to a simulated clock: it fires as time passes it, but is no reason for time to jump.
/// </summary>
internal sealed class TimerListener(
    FunctionEntry function, TimerTriggerAttribute trigger, TimerSchedule schedule, TimerStore store, FunctionInvoker invoker, BusinessTimers timers, ILogger log)
    : IDisposable
{
    private readonly RetryDelays retries = RetryDelays.Of(function.Method, function.Name);
    private readonly CancellationTokenSource stopping = new();
    private ScheduleStatus status = new();
    private ITimer? timer;
    private Task running = Task.CompletedTask;

    /// <summary>As in the real host, schedules closer than a minute are not monitored.</summary>
    private bool IsMonitored { get; set; }

    public async Task StartAsync()
    {
        timer = timers.CreateRecurring(Fire);
        var now = timers.UtcNow;
        var first = schedule.Next(now);
        IsMonitored = trigger.UseMonitor && schedule.Next(first) - first >= TimeSpan.FromMinutes(1);
        var stored = IsMonitored ? await store.ReadAsync(function.Name) : null;
        var isKept = stored is not null && IsOfThisSchedule(stored);
        var isPastDue = isKept && stored!.Next < now;
        status = isKept ? stored! : new ScheduleStatus { Last = stored?.Last ?? default, Next = first, LastUpdated = now };
        if (isPastDue || trigger.RunOnStartup)
            Begin(isPastDue);
        else
            await WaitAsync();
    }

    public async Task StopAsync(CancellationToken giveUp)
    {
        timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await stopping.CancelAsync();
        await running.WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        timer?.Dispose();
        stopping.Dispose();
    }

    /// <summary>False when the schedule was changed since the status was kept.</summary>
    private bool IsOfThisSchedule(ScheduleStatus stored) => schedule.Next(stored.LastUpdated) == stored.Next;

    private async Task WaitAsync()
    {
        if (IsMonitored)
            await store.SaveAsync(function.Name, status);
        Arm();
    }

    private void Arm()
    {
        if (!stopping.IsCancellationRequested)
            timers.Set(timer!, status.Next);
    }

    private void Fire()
    {
        if (timers.UtcNow < status.Next)
            Arm();
        else if (!stopping.IsCancellationRequested)
            Begin(isPastDue: false);
    }

    private void Begin(bool isPastDue)
    {
        var busy = timers.BeginWork();
        running = Task.Run(() => RunAsync(isPastDue, busy));
    }

    private async Task RunAsync(bool isPastDue, IDisposable busy)
    {
        try
        {
            var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = IsMonitored ? status : null };
            busy = await TryAsync(info, busy);
            var now = timers.UtcNow;
            status = new ScheduleStatus { Last = status.Next <= now ? status.Next : now, Next = schedule.Next(now), LastUpdated = now };
            await WaitAsync();
        }
        catch (StoppedException) when (timers.IsStorageGone)
        {
            log.LogDebug("Function {Function}: storage is gone, its schedule ends.", function.Name);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            log.LogDebug("Function {Function}: cut short by the stop.", function.Name);
        }
        finally
        {
            busy.Dispose();
        }
    }

    private async Task<IDisposable> TryAsync(TimerInfo info, IDisposable busy)
    {
        for (var repetition = 0; ; repetition++)
        {
            try
            {
                await invoker.InvokeAsync(function, new TimerInput(info, repetition, retries.Most), services: null, stopping.Token);
                return busy;
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                log.LogError("Function {Function} failed, try {Try}: {Fault}", function.Name, repetition + 1, FaultText.Of(error));
                if (!retries.Allows(repetition))
                    return busy;
            }

            // The wait is business time, which stands still as long as anything is busy.
            busy.Dispose();
            busy = await timers.DelayAsync(retries.Before(repetition + 1), stopping.Token);
        }
    }
}
