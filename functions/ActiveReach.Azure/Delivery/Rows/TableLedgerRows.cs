using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Azure.Delivery.Ledger;
using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Delivery.Rows;

/// <summary>Rows of the ledger on Azure Tables, by person and by what became of them. How long a list is comes from the sums; its items from the home rows, which
/// know all messages of their person, shard by shard.</summary>
public sealed class TableLedgerRows : ILedgerRows
{
    private readonly LedgerShards shards;
    private readonly LedgerBatches batches;
    private readonly ContactRows contacts;
    private readonly RecipientRows recipients;
    private readonly RunSums conversions;

    /// <param name="time">Of the system: pauses between tries.</param>
    public TableLedgerRows(TablesAccount account, TimeProvider time)
    {
        shards = new LedgerShards(account.Ledger, time);
        batches = new LedgerBatches(account.Ledger);
        contacts = new ContactRows(account.Contacts, time);
        recipients = new RecipientRows(account.Ledger);
        conversions = new RunSums(account.Conversions, time);
    }

    public async Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var last = after is { } address && await shards.FindAsync(address.Run, cancellation) is { } run ? (run, address) : ((LedgerRun, LedgerAddress)?)null;
        while (true)
        {
            var places = await contacts.AfterAsync(workspace, contact, last, limit, cancellation);
            var rows = await Task.WhenAll(places.Select(async place => await shards.FindAsync(place.Run, cancellation) is { } of ? await recipients.FindWithLateAsync(of, place, cancellation) : null));
            var found = rows.OfType<LedgerRow>().Where(row => row.Contact == contact).Select(row => row.Shown()).ToList();
            if (found.Count > 0 || places.Count < limit)
                return found;
            last = ((await shards.FindAsync(places[^1].Run, cancellation))!, places[^1]);
        }
    }

    public async Task<RecipientPage> ListAsync(IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, string? outlet = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var known = (await Task.WhenAll(runs.Select(run => shards.FindAsync(run, cancellation)))).OfType<LedgerRun>().ToList();
        var (start, after) = RecipientCursor.Read(cursor, [.. known.Select(run => run.Id)]);
        var looks = await Task.WhenAll(known.Select(run => LookAsync(run, action, outlet, cancellation)));
        var found = new List<RecipientPlace>();
        for (var index = start; index < known.Count && found.Count <= limit; index++)
        {
            var (run, from, most) = (known[index], index == start ? after : null, limit + 1 - found.Count);
            if (looks[index].Converted is { } converted)
                found.AddRange(await recipients.OfAsync(run, converted.Where(each => from is not { } last || Order(each).CompareTo(Order(last)) > 0).Take(most), cancellation));
            else if (looks[index].Total > 0)
                found.AddRange(await recipients.AfterAsync(run, action, looks[index].IsOver, outlet, from, most, cancellation));
        }

        var page = found.Take(limit).ToList();
        var rows = await Task.WhenAll(page.Select(each => recipients.ReadAsync(each, cancellation)));
        return new RecipientPage([.. rows.Select(row => row.Shown())], found.Count > limit ? page[^1].Listed.Address.ToString() : null, looks.Sum(look => look.Total));
    }

    private static (int, int, int) Order(LedgerAddress address) => (address.Shard, address.Batch, address.Row);

    private async Task<(long Total, bool IsOver, IReadOnlyList<LedgerAddress>? Converted)> LookAsync(LedgerRun run, RecipientAction action, string? outlet, CancellationToken cancellation)
    {
        if (action is RecipientAction.Converted)
        {
            var converted = await conversions.FirstsAsync(run.Id, outlet, cancellation);
            return (converted.Count, false, converted);
        }

        var isOver = action is RecipientAction.Ignored && (await shards.ReadAsync(LedgerKeys.Shard(run.Id, 0), cancellation))?.Fence.Status is RunStatus.Complete;
        return (RecipientSums.Total(await batches.SumAsync(run, cancellation), action, isOver, outlet), isOver, null);
    }
}
