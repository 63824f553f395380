using ActiveReach.Functions.Sight;
using ActiveReach.Runs;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>How a chapter waits: it looks at the store, and looks again at each ring and each hour until the story goes on. The wait is made once
/// and never cancelled; every timer that loses is.</summary>
/// <param name="chapter">As who watches is told.</param>
internal sealed class Lookout(TaskOrchestrationContext context, string chapter)
{
    private const int LooksPerExecution = 40;

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(2)));

    /// <summary>Durable timers on Azure Storage fire up to a second early (the delay of a message is cut to whole seconds), and whoever looks
    /// before the hour has to look again: they aim as much past it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterAFault = TimeSpan.FromMinutes(5);

    private OrchestrationStanding standing = new(chapter, context.CurrentUtcDateTime);

    /// <param name="at">The activity's input, from the looks since the last ring.</param>
    /// <param name="looks">Looks since the last ring, in earlier executions.</param>
    /// <param name="givesUp">Whether a fault that retries did not mend ends it; else it is looked at again when the fault may have passed.</param>
    public async Task<Seen> UntilAsync(string doorbell, string activity, Func<int, object> at, int looks, bool givesUp)
    {
        Tell(standing with { Doorbell = doorbell });
        var ring = context.WaitForExternalEvent<object?>(doorbell);
        for (var look = 0; look < LooksPerExecution; look++)
        {
            if (await LookOnce(activity, at(looks), givesUp) is not { } found)
                return new Seen(null, looks, IsGivenUp: true);
            if (found.Outcome is not null)
                return new Seen(found, looks);

            looks++;
            if (await IsRungBefore(found.WakeAt!.Value, ring))
            {
                ring = context.WaitForExternalEvent<object?>(doorbell);
                looks = 0;
                Tell(standing with { DueAt = context.CurrentUtcDateTime });
            }
        }

        return new Seen(null, looks);
    }

    /// <summary>Tells who watches by when the story goes on by itself.</summary>
    private void Tell(OrchestrationStanding now) => context.SetCustomStatus(standing = now);

    /// <summary>What the store says; null when it is given up.</summary>
    private async Task<Look?> LookOnce(string activity, object at, bool givesUp)
    {
        try
        {
            var look = await context.CallActivityAsync<Look>(activity, at, Patiently);
            if (look.WakeAt is { } wakeAt)
                Tell(standing with { DueAt = wakeAt, LastFailure = null });
            return look;
        }
        catch (TaskFailedException failed)
        {
            // It stays due while it waits for the fault to pass, so that it shows as stuck when it doesn't.
            Tell(standing with { LastFailure = StepFailure.KindsOf(failed) });
            return givesUp ? null : new Look(null, context.CurrentUtcDateTime + AfterAFault);
        }
    }

    private async Task<bool> IsRungBefore(DateTime wakeAt, Task ring)
    {
        using var losing = new CancellationTokenSource();
        var alarm = context.CreateTimer(wakeAt > context.CurrentUtcDateTime ? wakeAt + Slack : wakeAt, losing.Token);
        if (await Task.WhenAny(ring, alarm) != ring)
            return false;
        losing.Cancel();
        return true;
    }
}

/// <summary>How a wait ended.</summary>
/// <param name="Look">What the store said; null where this execution has looked often enough, or gives up.</param>
/// <param name="Looks">Looks since the last ring.</param>
internal sealed record Seen(Look? Look, int Looks, bool IsGivenUp = false);
