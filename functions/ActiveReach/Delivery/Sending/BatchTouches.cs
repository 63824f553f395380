using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Permits;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>Notes whom the messages of a claimed batch go to, just before they are sent, as far as the workspace's frequency caps leave places, and gives
/// back the places of messages that were not sent. Tests take no place and need none.</summary>
internal sealed class BatchTouches(ITouches touches, KeptPlaces keptPlaces, Run run, Workspace workspace, Claim claim)
{
    private readonly bool isTest = run.Definition.Type is CampaignType.Test;
    private readonly FrequencyCap[] caps = [.. workspace.Caps.Where(cap => cap.Counts(claim.Batch.Channel, run.Definition.Tags))];
    private readonly HashSet<int> placed = [];

    /// <summary>The batch with the messages that have a place; more than the permits let go are left for the next time.</summary>
    /// <param name="granted">Of all senders together.</param>
    public async Task<RenderedBatch> NoteAsync(RenderedBatch batch, int granted, SenderPermits senders, DateTimeOffset now, CancellationToken cancellation)
    {
        var (doubtful, fresh, outcomes) = (new List<Outgoing>(batch.Doubtful.Count), new List<Outgoing>(batch.Fresh.Count), new List<RowOutcome>(batch.Outcomes));
        foreach (var message in batch.Doubtful.Where(each => senders.Fit(each.Message.From, [each.Message], 1).Places > 0))
        {
            senders.Take(message.Message);
            doubtful.Add(message);
        }

        var place = new CapPlace(claim.Batch.Channel, run.Definition.Tags, now);
        var left = Math.Max(0, granted - doubtful.Count);
        var looked = 0;
        var kept = isTest || batch.Fresh.Count == 0 ? null : await keptPlaces.ForAsync(run, workspace, caps, [.. batch.Fresh.Select(each => each.Contact)], now, cancellation);
        foreach (var own in Own())
        {
            // Where a cap refuses, the next one has the turn: a permit that comes back unused costs the batch its place in the queue.
            var rest = own.ToList();
            while (senders.Fit(own.Key, rest.ConvertAll(each => each.Message), left) is var (most, places) && places > 0 && rest.Count > 0)
            {
                var refusals = kept is null ? new string?[Math.Min(places, rest.Count)] : await NoteAsync(rest.Take(most), places);
                foreach (var (message, rule) in rest.Zip(refusals))
                {
                    if (rule is not null)
                    {
                        outcomes.Add(new RowOutcome(message.Row, RowResult.Skipped, now, SkipReason.FrequencyCap, Rule: rule));
                        continue;
                    }

                    fresh.Add(message);
                    senders.Take(message.Message);
                    left--;
                    if (kept is not null)
                        placed.Add(message.Row);
                }

                looked += refusals.Count;
                rest.RemoveRange(0, refusals.Count);
            }
        }

        return batch with { Doubtful = doubtful, Fresh = fresh, Outcomes = outcomes, IsCut = looked < batch.Fresh.Count || doubtful.Count < batch.Doubtful.Count };

        // All together, unless senders have limits of their own.
        IEnumerable<IGrouping<string, Outgoing>> Own() => batch.Fresh.GroupBy(each => senders.Knows(each.Message.From) ? each.Message.From : "", StringComparer.Ordinal);

        Task<IReadOnlyList<string?>> NoteAsync(IEnumerable<Outgoing> own, int places) => touches.NoteAsync(
            caps,
            [.. own.Select(each => new Touch(claim.Row(each.Row), each.Contact, each.AddressKey, each.Message.From, place) { Kept = [.. kept[each.Contact]] })],
            places,
            cancellation);
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

    /// <summary>The same messages, each with the business time of its call.</summary>
    public List<CalledMessage> Calls { get; } = [];

    /// <summary>The provider refused them, or asked for them later.</summary>
    public HashSet<int> Unsent { get; } = [];

    /// <summary>Notes that calls for these are begun.</summary>
    public void Begin(IReadOnlyList<Outgoing> window, DateTimeOffset now)
    {
        Called.UnionWith(window.Select(each => each.Row));
        Calls.AddRange(window.Select(each => new CalledMessage(each.Message, now)));
    }
}
