using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery.Claims;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>Notes whom the messages of a claimed batch go to, just before they are sent, as far as the workspace's frequency caps leave places, and gives
/// back the places of messages that were not sent. Tests take no place and need none.</summary>
internal sealed class BatchTouches(ITouches touches, KeptPlaces keptPlaces, Run run, Workspace workspace, Claim claim)
{
    private readonly bool isTest = run.Definition.Type is CampaignType.Test;
    private readonly FrequencyCap[] caps = [.. workspace.Caps.Where(cap => cap.Counts(claim.Batch.Channel, run.Definition.Tags))];
    private readonly HashSet<int> placed = [];

    /// <summary>The batch with the messages that have a place; more than the permit lets go are left for the next time.</summary>
    public async Task<RenderedBatch> NoteAsync(RenderedBatch batch, int granted, DateTimeOffset now, CancellationToken cancellation)
    {
        if (isTest || batch.Fresh.Count == 0)
            return batch;

        // Where a cap refuses, the next one has the turn: a permit that comes back unused costs the batch its place in the queue.
        var place = new CapPlace(claim.Batch.Channel, run.Definition.Tags, now);
        var kept = await keptPlaces.ForAsync(run, workspace, caps, [.. batch.Fresh.Select(each => each.Contact)], now, cancellation);
        var refusals = await touches.NoteAsync(
            caps,
            [.. batch.Fresh.Select(each => new Touch(claim.Row(each.Row), each.Contact, each.AddressKey, each.Message.From, place) { Kept = [.. kept[each.Contact]] })],
            Math.Max(0, granted - batch.Doubtful.Count),
            cancellation);
        var fresh = new List<Outgoing>(refusals.Count);
        var outcomes = new List<RowOutcome>(batch.Outcomes);
        foreach (var (message, rule) in batch.Fresh.Zip(refusals))
        {
            if (rule is not null)
            {
                outcomes.Add(new RowOutcome(message.Row, RowResult.Skipped, now, SkipReason.FrequencyCap, Rule: rule));
                continue;
            }

            fresh.Add(message);
            placed.Add(message.Row);
        }

        return batch with { Fresh = fresh, Outcomes = outcomes, IsCut = refusals.Count < batch.Fresh.Count };
    }

    /// <summary>To be called once the outcomes are recorded: a place that is given back too late only keeps one message back.</summary>
    public async Task ReleaseAsync(RenderedBatch batch, BatchTrace trace, CancellationToken cancellation)
    {
        if (isTest || caps.Length == 0)
            return;
        var unsent = batch.Outcomes.Where(outcome => outcome.Result is RowResult.Skipped).Select(outcome => outcome.Row)
            .Concat(trace.Unsent)
            .Concat(placed.Except(trace.Called));
        await touches.ReleaseAsync([.. unsent.Distinct().Select(row => claim.Row(row))], cancellation);
    }
}

/// <summary>What became of the rows of a batch, as far as caps care.</summary>
internal sealed class BatchTrace
{
    /// <summary>A call was begun for them.</summary>
    public HashSet<int> Called { get; } = [];

    /// <summary>The provider refused them, or asked for them later.</summary>
    public HashSet<int> Unsent { get; } = [];
}
