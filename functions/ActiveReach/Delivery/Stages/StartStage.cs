using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Queues;

namespace ActiveReach.Delivery.Stages;

/// <summary>What starting or watching a stage found.</summary>
/// <param name="IsSettled">Nothing (more) is to be sent in this stage.</param>
/// <param name="Remaining">Batches that are not done.</param>
/// <param name="LastHandedAt">Business time of the last hand-over of the stage so far.</param>
/// <param name="Wait">What it waits for, when nothing but the hour of recipients is left to wait for.</param>
public sealed record StageStanding(bool IsSettled, int Remaining, DateTimeOffset? LastHandedAt, StageWait? Wait = null);

/// <summary>Puts the first batch of every lane on the queue. The same call starts a stage, resumes a paused one and mends one
/// whose messages were lost: what is done already is passed over, what somebody holds is left
/// to him, and what waits for its hour is repeated when it is overdue.</summary>
public sealed class StartStage(StageLedger ledger, RunRecords runs, IMessageQueue queue, Lanes lanes, TimeProvider clock)
{
    /// <summary>So long after its hour a batch that has not come back counts as lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<StageStanding> StartAsync(RunId id, int stage, CancellationToken cancellation = default)
    {
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        var progress = await ledger.ReadAsync(id, stage, cancellation);
        var isOfEntries = run.Day is not null && stage == Stage.Rest;
        if (!progress.IsSealed && !isOfEntries)
            throw new InvalidOperationException($"Stage {stage} of run '{id}' can't be sent: its plan is not finished.");
        var standing = new StageStanding(progress.IsSettled, progress.Remaining, progress.LastHandedAt);
        if (standing.IsSettled || run.Status is not RunStatus.Sending)
        {
            await ledger.LeaveAsync(id, stage, cancellation);
            return standing;
        }

        var now = clock.GetUtcNow();
        if (isOfEntries)
        {
            var (messages, open) = await ledger.OpenEachAsync(run, stage, lanes.Window, now - Patience, cancellation);
            await queue.PutAsync(messages, cancellation);
            standing = standing with { Remaining = open };
        }
        else
        {
            var others = await ledger.CountActiveAsync(id, cancellation);
            await queue.PutAsync(await ledger.OpenLanesAsync(run, stage, lanes.Share(others + 1), now - Patience, cancellation), cancellation);
        }

        return standing with { Wait = await ledger.ReadWaitAsync(id, stage, now, cancellation) };
    }
}
