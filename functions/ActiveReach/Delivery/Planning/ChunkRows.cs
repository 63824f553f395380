using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>Writes a frozen chunk to the ledger: claims its addresses, then adds its batches shard by shard. Repeating it changes nothing.</summary>
/// <param name="occurrences">Those that are to be written, of a chunk that has them; null for all.</param>
internal sealed class ChunkRows(ILedger ledger, LedgerRun run, IReadOnlySet<string>? occurrences = null)
{
    /// <summary>Shards that are written at a time: the rows of those that wait aren't made yet.</summary>
    private const int ShardsAtOnce = 16;

    private readonly Dictionary<LedgerAddress, ContactId> holders = [];

    public long Planned { get; private set; }

    public long Skipped { get; private set; }

    /// <returns>False when the run has ended.</returns>
    public async Task<bool> WriteAsync(PlanChunk chunk, CancellationToken cancellation)
    {
        await ClaimAsync(chunk, cancellation);
        var isOpen = true;
        foreach (var shards in chunk.Batches.Where(batch => batch.Rows.Any(IsWritten)).GroupBy(batch => batch.Shard).Chunk(ShardsAtOnce))
            isOpen &= (await Task.WhenAll(shards.Select(shard => ledger.AddAsync(run.Id, shard.Key, [.. shard.Select(NewBatch)], cancellation)))).All(isAdded => isAdded);
        Skipped = chunk.Batches.Sum(batch => batch.Rows.LongCount(row => row is { SkipReason: not null, HomeBatch: 0 } && IsWritten(row))) + holders.Count;
        Planned = chunk.Batches.Sum(batch => batch.Rows.LongCount(IsWritten)) - Skipped;
        return isOpen;
    }

    private NewBatch NewBatch(PlannedBatch batch)
    {
        var rows = new List<LedgerRow>(batch.Rows.Count);
        for (var index = 0; index < batch.Rows.Count; index++)
        {
            if (IsWritten(batch.Rows[index]))
                rows.Add(Row(batch, index, batch.Rows[index]));
        }

        return new NewBatch(new BatchNumber(batch.Number), rows, batch.NotBefore);
    }

    private LedgerRow Row(PlannedBatch batch, int index, PlannedRow row)
    {
        var address = new LedgerAddress(run.Id, batch.Shard, batch.Number, index);
        ContactId? holder = holders.Count > 0 && holders.TryGetValue(address, out var found) ? found : null;
        return new LedgerRow
        {
            Address = address,
            Campaign = run.Campaign,
            Contact = new ContactId(row.Contact),
            Occurrence = row.Occurrence,
            Channel = row.Channel,
            State = row.SkipReason is null && holder is null ? LedgerState.Planned : LedgerState.Skipped,
            Variant = row.Variant,
            Outlet = row.Outlet,
            Reason = holder is not null ? SkipReason.DuplicateAddress : row.SkipReason ?? (row.Rule is not null ? SkipReason.QuietHours : batch.NotBefore is null ? null : SkipReason.LocalTime),
            Rule = holder?.ToString() ?? row.Rule,
            AddressKey = row.AddressKey,
            Home = row.HomeBatch == 0 ? null : new RowPlace(row.HomeBatch, row.HomeRow),
            Attempts = row.Later is null ? [] : [.. row.Later.Select(later => LaterAttempt(batch.Shard, later))],
        };
    }

    private Attempt LaterAttempt(int shard, RowPlace later) => new(
        new BatchNumber(later.Batch).Channel, later.Batch, later.Row,
        holders.ContainsKey(new LedgerAddress(run.Id, shard, later.Batch, later.Row)) ? LedgerState.Skipped : LedgerState.Planned, null, Marks.None);

    private bool IsWritten(PlannedRow row) => occurrences is null || occurrences.Contains(row.Occurrence);

    /// <summary>Learns which rows have an address that is somebody else's in this run, and whose.</summary>
    private async Task ClaimAsync(PlanChunk chunk, CancellationToken cancellation)
    {
        var claims = new List<AddressClaim>(chunk.Batches.Sum(batch => batch.Rows.Count));
        foreach (var batch in chunk.Batches)
        {
            for (var index = 0; index < batch.Rows.Count; index++)
            {
                if (batch.Rows[index] is { SkipReason: null, AddressKey: { } key } row && IsWritten(row))
                    claims.Add(new AddressClaim(key, new ContactId(row.Contact), new LedgerAddress(run.Id, batch.Shard, batch.Number, index), row.Occurrence));
            }
        }

        claims.Sort(static (one, other) => one.Key != other.Key ? one.Key.CompareTo(other.Key) : one.Contact.CompareTo(other.Contact));
        if (claims.Count == 0)
            return;
        var kept = await ledger.ClaimAddressesAsync(run.Id, claims, cancellation);
        for (var index = 0; index < claims.Count; index++)
        {
            if (kept[index].Contact != claims[index].Contact)
                holders[claims[index].Row] = kept[index].Contact;
        }
    }
}
