using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Reports;

/// <summary>What providers and contacts report about a message that is in the ledger. Every event is idempotent and may come
/// in any order, before the row is marked as handed too. What comes once the figures of the run are final is kept beside its row, where the
/// timeline finds it, and changes nothing that is counted.</summary>
public sealed class LedgerReports(ILedger ledger, ITouches touches, IConversions conversions, RunRecords runs)
{
    private const int LatestMessages = 50;

    /// <summary>The clock of a carrier may be this much behind ours: a reply then seems to come before what it answers.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Records events, those of a batch in one write; tells for each whether it changed anything (a repeated one does not). An open or a click
    /// sooner after the hand-over than <see cref="ReportRules.FastestPerson"/> is recorded as a machine's.</summary>
    public async Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellation = default)
    {
        var changed = new bool[events.Count];
        var batches = events.Select((report, index) => (report, index)).GroupBy(each => (each.report.Address.Run, each.report.Address.Shard, each.report.Address.Batch));
        await Task.WhenAll(batches.Select(async batch =>
        {
            var reports = batch.ToList();
            var scope = new GroupScope(batch.Key.Run, batch.Key.Shard, new BatchNumber(batch.Key.Batch), reports.Min(each => each.report.Address.Row), reports.Max(each => each.report.Address.Row));
            var moved = new HashSet<ContactId>();
            var news = await ledger.ChangeAsync(scope, group => reports.ConvertAll(each => Record(group, each.report, moved)), cancellation);
            if (moved.Count > 0 && await ledger.FindRunAsync(batch.Key.Run, cancellation) is { GoalEvent: not null } run)
                await conversions.MarkAsync(run.Workspace, moved, cancellation);
            for (var index = 0; index < news?.Count; index++)
                changed[reports[index].index] = news[index];
        }));
        return changed;
    }

    public Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) => ledger.FindAsync(address, cancellation);

    /// <summary>The row that a provider's message id belongs to, for reports that echo no tag.</summary>
    public async Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default)
    {
        // A provider that answers with our own tag has no id of its own.
        if (!LedgerAddress.TryParse(messageId, out var address))
            return await ledger.FindByMessageIdAsync(workspace, messageId, cancellation);
        return (await ledger.FindRunAsync(address.Run, cancellation))?.Workspace == workspace ? await ledger.FindAsync(address, cancellation) : null;
    }

    /// <summary>Where the batches of these rows were sent, for those who watch: each place once, and none for a batch that nobody recorded.</summary>
    public async Task<IReadOnlyList<string>> TracesOfAsync(IReadOnlyList<LedgerAddress> addresses, CancellationToken cancellation = default)
    {
        var traces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var shard in addresses.GroupBy(address => (address.Run, address.Shard)))
        {
            var batches = await ledger.BatchesAsync(shard.Key.Run, shard.Key.Shard, [.. shard.Select(address => new BatchNumber(address.Batch)).Distinct()], cancellation);
            traces.UnionWith(batches.Select(batch => batch.Trace).OfType<string>());
        }

        return [.. traces];
    }

    /// <summary>The latest message on the channels given, of a campaign that is no test, that was handed to the contact, or to the address whoever has
    /// it now, and whose run counts replies at <paramref name="at"/> (sending, or reply window open); null when there is none.</summary>
    /// <param name="address">What was sent to, as the ledger knows it; null for whatever the contact got.</param>
    /// <param name="sender">What it was sent from; null for any.</param>
    public async Task<LedgerRow?> FindOpenAsync(
        WorkspaceId workspace, ContactId? contact, ChannelSet channels, DateTimeOffset at, long? address = null, string? sender = null, CancellationToken cancellation = default)
    {
        var sent = await touches.SentToAsync(workspace, contact, address, at + ClockSkew, LatestMessages, cancellation);
        var fitting = sent.Where(each => channels.Contains(each.Row.Channel) && (sender is null || each.Sender is null || SenderKey.Of(each.Row.Channel, each.Sender) == SenderKey.Of(each.Row.Channel, sender))).ToList();
        foreach (var each in fitting.Where(each => each.Row.FirstSentAt <= at).Concat(fitting.Where(each => each.Row.FirstSentAt > at)))
        {
            if (await runs.FindAsync(each.Row.Address.Run, cancellation) is { } run && CountsReplies(run, each.Row.FirstSentAt <= at ? at : at + ClockSkew))
                return each.Row;
        }

        return null;
    }

    /// <summary>Whether an answer to the message counts at that time.</summary>
    public async Task<bool> TakesRepliesAsync(LedgerRow row, DateTimeOffset at, CancellationToken cancellation = default) =>
        await runs.FindAsync(row.Address.Run, cancellation) is { } run && CountsReplies(run, at);

    /// <summary>Makes the figures of the run final as of <paramref name="at"/>, unless reports on its messages are still due; once final it stays so.</summary>
    /// <param name="reporting">Channels whose providers report delivery; none: whatever is still open stays so.</param>
    /// <returns>Since when they are final; null when reports are due.</returns>
    public async Task<DateTimeOffset?> CloseAsync(Run run, DateTimeOffset at, ChannelSet reporting, CancellationToken cancellation = default)
    {
        if (await ledger.FenceAsync(run.Id, cancellation) is not { } fence)
            return at;
        if (fence.FinalAt is { } since)
            return since;
        var awaited = (await ledger.TalliesAsync(run.Id, cancellation))
            .Where(tally => tally.Key is { Scope: TallyScope.Attempts, Channel: { } channel } && reporting.Contains(channel)).Sum(tally => tally[Counted.Pending]);
        if (awaited > 0)
            return null;
        await ledger.RaiseAsync(run.Id, fence with { FinalAt = at }, cancellation);
        return (await ledger.FenceAsync(run.Id, cancellation))?.FinalAt ?? at;
    }

    /// <param name="moved">Gets those for whom that may have been the message that touched them last, or is it no longer; of what is repeated too, for a
    /// crash may have come between its write and their mark.</param>
    private static bool Record(LedgerGroup group, LedgerEvent report, HashSet<ContactId> moved)
    {
        if (group.Find(report.Address.Row) is not { } row)
            return false;
        if (ReportRules.Apply(row, report) is var (changed, isNews))
        {
            if (group.Fence.FinalAt is not null)
            {
                if (report.Kind is LedgerEventKind.Clicked)
                    moved.Add(row.Contact);
                return isNews && group.AddLate(new LateReport(report.Address.Row, report.Kind, report.At, report.Reason));
            }

            group.Change(changed);
            if (TouchOf(row) != TouchOf(changed))
                moved.Add(row.Contact);
            return isNews;
        }

        // Nothing changes: it is known already, or it came too soon to be a person's.
        if (ReportRules.AsMachine(row, report) is { } machine)
            return Record(group, machine, moved);
        if (report.Kind is LedgerEventKind.Clicked or LedgerEventKind.Delivered or LedgerEventKind.Bounced or LedgerEventKind.Failed)
            moved.Add(row.Contact);
        return false;
    }

    /// <summary>What of a message decides what is credited to it.</summary>
    private static (bool HasReached, DateTimeOffset? HandedAt, DateTimeOffset? ClickedAt) TouchOf(LedgerRow row) => (row.HasReached, row.HandedAt, row.ClickedAt);

    private static bool CountsReplies(Run run, DateTimeOffset at) =>
        run.StartedAt <= at && (run.WindowClosesAt is { } closes ? at < closes : run.CompletedAt is null || at < run.CompletedAt);
}
