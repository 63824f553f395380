using ActiveReach.Engagement;
using ActiveReach.Inbox;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Engagement;

/// <summary>Applies what was taken in.</summary>
public sealed class EngagementFunctions(ApplyEngagement apply, ReconcileEngagement reconcile, ILogger<EngagementFunctions> log)
{
    [Function(nameof(ApplyEngagement))]
    public async Task ApplyAsync([QueueTrigger(EngagementQueue.Name)] EngagementMessage message, CancellationToken cancellation)
    {
        var outcome = await apply.ApplyAsync(message, cancellation);
        if (outcome.Parked > 0)
            log.LogWarning("{Parked} event(s) are parked: what they refer to has not turned up.", outcome.Parked);
    }

    [Function("GiveUpEngagement")]
    public async Task GiveUpAsync([QueueTrigger(EngagementQueue.Name + "-poison")] EngagementMessage message, CancellationToken cancellation)
    {
        var outcome = await apply.GiveUpAsync(message, cancellation);
        log.LogWarning(
            "A message of {Events} event(s) failed too often; one by one {Applied} were applied, {PutOff} put off and {Parked} parked.",
            message.Ids.Count, outcome.Applied, outcome.PutOff, outcome.Parked);
    }

    [Function(nameof(ReconcileEngagement))]
    public async Task ReconcileAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await reconcile.ReconcileAsync(cancellation) is > 0 and var found)
            log.LogInformation("{Found} event(s) were told to the queue again.", found);
    }
}
