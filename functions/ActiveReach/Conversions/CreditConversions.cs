using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Workspaces;

namespace ActiveReach.Conversions;

/// <summary>Credits what people did to the messages that touched them last, person by person, from all that is known of them: so it comes out the same whether
/// an order came before its click or after it, once or twice, and before or after the contact was merged. Whoever is marked is credited when somebody reads
/// figures, within a minute otherwise.</summary>
public sealed class CreditConversions(
    IConversions conversions, ILedger ledger, ILedgerRows rows, RunRecords runs, IEventStore events, IOrderStore orders, CampaignRows lists, WorkspaceRegister workspaces) : IErasureStep
{
    /// <summary>So many people at once: their writes share commits.</summary>
    private const int AtOnce = 32;

    /// <summary>Credits at most so many of the workspace's, some more when others came in between; true when nobody is left.</summary>
    public async Task<bool> RunAsync(WorkspaceId workspace, int most, CancellationToken cancellation = default)
    {
        for (var done = 0; ; done += AtOnce)
        {
            var due = await conversions.DueAsync(workspace, AtOnce, cancellation);
            if (due.Count == 0)
                return true;
            if (done >= most)
                return false;
            var moved = await Task.WhenAll(due.Select(each => CreditAsync(workspace, each, cancellation)));
            await ReopenAsync(workspace, moved.OfType<IEnumerable<CampaignId>>().SelectMany(each => each), cancellation);
        }
    }

    /// <summary>Whoever is erased has what they did credited first; it stays in the figures without them.</summary>
    public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
    {
        IEnumerable<CampaignId>? moved = null;
        while (moved is null && await conversions.MarkAsync(workspace, [contact.Id], cancellation) is [var due])
            moved = await CreditAsync(workspace, due, cancellation);
        await ReopenAsync(workspace, moved ?? [], cancellation);
    }

    private async Task ReopenAsync(WorkspaceId workspace, IEnumerable<CampaignId> moved, CancellationToken cancellation)
    {
        foreach (var campaign in moved.Distinct())
            await lists.ReopenAsync(workspace, campaign, cancellation);
    }

    /// <summary>The campaigns whose figures that moved; null when the person was marked again meanwhile, or credited by somebody else.</summary>
    private async Task<IEnumerable<CampaignId>?> CreditAsync(WorkspaceId workspace, DueCustomer due, CancellationToken cancellation)
    {
        var before = await conversions.OfAsync(due.Contact, cancellation);
        var candidates = await CandidatesAsync(workspace, due.Contact, cancellation);
        var told = await ToldAsync(workspace, due.Contact, await SpansAsync(candidates, before, cancellation), cancellation);
        var known = told.Select(each => each.Cause).ToHashSet(StringComparer.Ordinal);
        var acts = told.Where(each => each.Order is null || (each.Order.Status is not OrderStatus.Cancelled && each.Order.Contact == due.Contact)).OrderBy(each => each.At).DistinctBy(each => each.Cause);
        var after = LastTouch.Credit(candidates, acts, [.. before.Where(each => !known.Contains(each.Cause))]);
        return await conversions.TryCreditAsync(workspace, due, after, cancellation)
            ? before.Except(after).Concat(after.Except(before)).Select(each => each.Message.Run.Campaign)
            : null;
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation)
    {
        var all = new List<LedgerRow>();
        IReadOnlyList<LedgerRow> page;
        do
        {
            page = await rows.NextAsync(workspace, contact, all.LastOrDefault()?.Address, PageQuery.MaxLimit, cancellation);
            all.AddRange(page);
        }
        while (page.Count == PageQuery.MaxLimit);

        var candidates = new List<Candidate>();
        foreach (var run in all.Where(row => row.HasReached).GroupBy(row => row.Address.Run))
        {
            if (await GoalOfAsync(run.Key, cancellation) is { } goal)
                candidates.AddRange(run.Select(row => new Candidate(row, HomeOf(row, all), goal)));
        }

        return candidates;
    }

    private static LedgerRow HomeOf(LedgerRow row, List<LedgerRow> all) => row.Home is { } home
        ? all.Find(each => each.Address.Run == row.Address.Run && each.Address.Shard == row.Address.Shard && each.Place == home) ?? row
        : row;

    private async Task<ConversionGoal?> GoalOfAsync(RunId run, CancellationToken cancellation) =>
        await ledger.FindRunAsync(run, cancellation) is { GoalEvent: not null, IsTest: false } ? (await runs.FindAsync(run, cancellation))?.Definition.Conversion : null;

    /// <summary>What to look for, and when: all that may count for these messages, and all that counted before.</summary>
    private async Task<IReadOnlyList<EventFilter>> SpansAsync(IReadOnlyList<Candidate> candidates, IReadOnlyList<Conversion> before, CancellationToken cancellation)
    {
        var spans = candidates.Select(candidate => (candidate.Goal.Event, From: candidate.Row.HandedAt!.Value, To: candidate.Row.HandedAt.Value + candidate.Goal.Window)).ToList();
        foreach (var each in before)
        {
            if (await GoalOfAsync(each.Message.Run, cancellation) is { } goal)
                spans.Add((goal.Event, each.At, each.At));
        }

        return [.. spans.GroupBy(span => span.Event, StringComparer.Ordinal)
            .Select(type => new EventFilter(type.Key, From: type.Min(span => span.From), To: type.Max(span => span.To).AddMilliseconds(1)))];
    }

    private async Task<List<Act>> ToldAsync(WorkspaceId workspace, ContactId contact, IReadOnlyList<EventFilter> spans, CancellationToken cancellation)
    {
        var currency = (await workspaces.ReadAsync(workspace, cancellation)).Currency;
        var told = new List<Act>();
        foreach (var span in spans)
        {
            string? cursor = null;
            do
            {
                var page = await events.ListAsync(workspace, span with { Contact = contact }, new PageQuery(PageQuery.MaxLimit, cursor, "time", Descending: false), cancellation);
                foreach (var each in page.Items)
                    told.Add(await ActOfAsync(workspace, each, currency, cancellation));
                cursor = page.NextCursor;
            }
            while (cursor is not null);
        }

        return told;
    }

    private async Task<Act> ActOfAsync(WorkspaceId workspace, ContactEvent told, string currency, CancellationToken cancellation)
    {
        var id = Act.OrderOf(told);
        var order = id is null ? null : await orders.FindAsync(workspace, id, cancellation);
        return new Act(told.Type, told.At, Act.CauseOf(told, id), order, told.Content is { } content ? JsonElement.Parse(content) : null, currency);
    }
}
