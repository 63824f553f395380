using System.Runtime.CompilerServices;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Delivery.Ledger;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Rows;

/// <param name="Listed">The row that the list goes by.</param>
/// <param name="Tells">Where the message lies that is shown.</param>
internal readonly record struct RecipientPlace(LedgerRun Run, LedgerRow Listed, RowPlace Tells);

/// <summary>Walks the rows of a run in order of its shards. The service leaves out what can't be meant; the home row decides.</summary>
internal sealed class RecipientRows(TableClient table)
{
    /// <summary>Shards that are walked at once, when the first one has too few.</summary>
    private const int MostAtOnce = 8;

    /// <summary>A row with what came once the figures were final, which lies behind it.</summary>
    public async Task<LedgerRow?> FindWithLateAsync(LedgerRun run, LedgerAddress address, CancellationToken cancellation)
    {
        var place = new RowPlace(address.Batch, address.Row);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {LedgerKeys.Shard(run.Id, address.Shard)} and RowKey ge {LedgerKeys.Row(place)} and RowKey le {LedgerKeys.Behind(place)}");
        var (row, clicked) = ((LedgerRow?)null, (DateTimeOffset?)null);
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (LedgerKeys.IsRow(entity.RowKey))
                row = RowEntity.Read(run, address.Shard, entity);
            else if (LedgerKeys.KindOf(entity.RowKey) is LedgerEventKind.Clicked)
                clicked = entity.GetDateTimeOffset("at");
        }

        return row is null ? null : row with { ClickedLateAt = clicked };
    }

    /// <summary>The message that is shown.</summary>
    public async Task<LedgerRow> ReadAsync(RecipientPlace place, CancellationToken cancellation) => place.Tells == place.Listed.Place
        ? place.Listed
        : await RowEntity.FindAsync(table, place.Run, place.Listed.Address with { Batch = place.Tells.Batch, Row = place.Tells.Row }, cancellation) ?? place.Listed;

    /// <summary>Rows that are known to be meant.</summary>
    public async Task<IReadOnlyList<RecipientPlace>> OfAsync(LedgerRun run, IEnumerable<LedgerAddress> places, CancellationToken cancellation)
    {
        var rows = await Task.WhenAll(places.Select(place => RowEntity.FindAsync(table, run, place, cancellation)));
        return [.. rows.OfType<LedgerRow>().Select(row => new RecipientPlace(run, row, row.Place))];
    }

    public async Task<IReadOnlyList<RecipientPlace>> AfterAsync(LedgerRun run, RecipientAction action, bool isOver, string? outlet, LedgerAddress? after, int limit, CancellationToken cancellation)
    {
        var found = new List<RecipientPlace>();
        var first = after?.Shard ?? 0;
        for (var (shard, many) = (first, 1); shard < run.Shards && found.Count < limit; shard += many, many = MostAtOnce)
        {
            var next = Enumerable.Range(shard, Math.Min(many, run.Shards - shard));
            var parts = await Task.WhenAll(next.Select(each => InShardAsync(run, each, action, isOver, outlet, each == first ? after : null, limit - found.Count, cancellation)));
            found.AddRange(parts.SelectMany(part => part).Take(limit - found.Count));
        }

        return found;
    }

    private async Task<IReadOnlyList<RecipientPlace>> InShardAsync(LedgerRun run, int shard, RecipientAction action, bool isOver, string? outlet, LedgerAddress? after, int limit, CancellationToken cancellation)
    {
        var found = new List<RecipientPlace>();
        await foreach (var row in RowsAsync(run, shard, action, after, Math.Min(limit, TableLimits.MostAPage), cancellation))
        {
            var tells = action is RecipientAction.All ? row.IsSuperseded ? null : row.Place : row.Home is null ? Telling.Of(row, action, isOver) : null;
            if (tells is { } place && (outlet is null || row.Outlet == outlet))
                found.Add(new RecipientPlace(run, row, place));
            if (found.Count == limit)
                break;
        }

        return found;
    }

    private async IAsyncEnumerable<LedgerRow> RowsAsync(LedgerRun run, int shard, RecipientAction action, LedgerAddress? after, int page, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (begin, end) = LedgerKeys.Rows;
        var from = after is { } last ? LedgerKeys.Behind(new RowPlace(last.Batch, last.Row)) : begin;
        var filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {LedgerKeys.Shard(run.Id, shard)} and RowKey gt {from} and RowKey lt {end}")} and {RowEntity.Where(action)}";
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, page, cancellationToken: cancellation))
            yield return RowEntity.Read(run, shard, entity);
    }
}
