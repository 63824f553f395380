using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>Writes a frozen chunk to the ledger: claims its addresses, then adds its batches shard by shard. Repeating it changes nothing.</summary>
internal sealed class ChunkRows(ILedger ledger, LedgerRun run)
{
    public long Planned { get; private set; }

    public long Skipped { get; private set; }

    /// <returns>False when the run has ended.</returns>
    public async Task<bool> WriteAsync(PlanChunk chunk, CancellationToken cancellation)
    {
        var losers = await ClaimAsync(chunk, cancellation);
        var states = chunk.Batches.SelectMany(batch => batch.Rows.Select((row, index) => (Place: (batch.Shard, batch.Number, index), State: StateOf(row, losers.ContainsKey((batch.Shard, batch.Number, index))))))
            .ToDictionary(each => each.Place, each => each.State);
        var shards = chunk.Batches.GroupBy(batch => batch.Shard).Select(shard => ledger.AddAsync(
            run.Id, shard.Key, [.. shard.Select(batch => new NewBatch(new BatchNumber(batch.Number), [.. batch.Rows.Select((row, index) => Row(batch, index, row))], batch.NotBefore))], cancellation));
        var added = await Task.WhenAll(shards);
        Skipped = chunk.Batches.Sum(batch => batch.Rows.LongCount(row => row is { SkipReason: not null, HomeBatch: 0 })) + losers.Count;
        Planned = states.Count - Skipped;
        return added.All(each => each);

        LedgerRow Row(PlannedBatch batch, int index, PlannedRow row)
        {
            var place = (batch.Shard, batch.Number, index);
            var holder = losers.TryGetValue(place, out var found) ? found : (ContactId?)null;
            return new LedgerRow
            {
                Address = new LedgerAddress(run.Id, batch.Shard, batch.Number, index),
                Campaign = run.Campaign,
                Contact = new ContactId(row.Contact),
                Channel = row.Channel,
                State = states[place],
                Variant = row.Variant,
                Outlet = row.Outlet,
                Reason = holder is not null ? SkipReason.DuplicateAddress : row.SkipReason ?? (row.Rule is null ? null : SkipReason.QuietHours),
                Rule = holder?.ToString() ?? row.Rule,
                AddressKey = row.AddressKey,
                Home = row.HomeBatch == 0 ? null : new RowPlace(row.HomeBatch, row.HomeRow),
                Attempts = row.Later is null ? [] : [.. row.Later.Select(later => new Attempt(new BatchNumber(later.Batch).Channel, later.Batch, later.Row, states[(batch.Shard, later.Batch, later.Row)], null, Marks.None))],
            };
        }
    }

    private static LedgerState StateOf(PlannedRow row, bool isBeaten) => row.SkipReason is null && !isBeaten ? LedgerState.Planned : LedgerState.Skipped;

    /// <summary>Rows whose address is somebody else's in this run, and whose.</summary>
    private async Task<Dictionary<(int Shard, int Batch, int Row), ContactId>> ClaimAsync(PlanChunk chunk, CancellationToken cancellation)
    {
        var claims = chunk.Batches.SelectMany(batch => batch.Rows.Select((row, index) => (row, index))
                .Where(each => each.row is { SkipReason: null, AddressKey: not null })
                .Select(each => new AddressClaim(each.row.AddressKey!.Value, new ContactId(each.row.Contact), new LedgerAddress(run.Id, batch.Shard, batch.Number, each.index))))
            .OrderBy(claim => claim.Key).ThenBy(claim => claim.Contact).ToList();
        var holders = claims.Count == 0 ? [] : await ledger.ClaimAddressesAsync(run.Id, claims, cancellation);
        return claims.Zip(holders).Where(each => each.First.Contact != each.Second)
            .ToDictionary(each => (each.First.Row.Shard, each.First.Row.Batch, each.First.Row.Row), each => each.Second);
    }
}
