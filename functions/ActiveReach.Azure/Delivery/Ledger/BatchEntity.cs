using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery.Ledger;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>A batch as it is kept: its head, its sums, and who wrote it.</summary>
/// <param name="Writes">The ids of the last writes, the newest first: whoever doesn't know whether a write of theirs was made finds it there.</param>
internal sealed record StoredBatch(BatchHead Head, StoredTally Tally, IReadOnlyList<string> Writes, ETag ETag)
{
    private const int MostWrites = 8;

    public StoredBatch WrittenBy(string write, BatchHead head, TallyChanges changes) => this with { Head = head, Tally = Tally.With(changes), Writes = [write, .. Writes.Take(MostWrites - 1)] };
}

/// <summary>A batch as an entity. It is written twice, always together: before its rows, where it is read with them and compared, and among the heads of its
/// shard, where all of them are one range.</summary>
internal static class BatchEntity
{
    /// <summary>Properties of a head, for those who want no sums.</summary>
    public static readonly string[] Head =
    [
        "RowKey", "rows", "unsettled", "done", "claims", "owner", "leaseUntil", "notBefore", "deferred", "released", "rule", "lastHandedAt", "sender", "trace", "version",
    ];

    public static readonly string[] Sums = ["RowKey", Tally];

    private const string Tally = "tally";
    private const string Done = "done";
    private const string Writes = "writes";
    private const char Between = ' ';

    public static string Open => $"{Done} eq false";

    public static TableEntity Write(string partition, string key, StoredBatch batch) => EntityFields.New(partition, key)
        .With("rows", batch.Head.Rows)
        .With("unsettled", batch.Head.Unsettled)
        .With(Done, batch.Head.IsDone)
        .With("claims", batch.Head.Claims)
        .With("owner", batch.Head.Owner)
        .With("leaseUntil", batch.Head.LeaseUntil)
        .With("notBefore", batch.Head.NotBefore)
        .Where("deferred", batch.Head.IsDeferred)
        .With("released", batch.Head.ReleasedIn)
        .With("rule", batch.Head.Rule)
        .With("lastHandedAt", batch.Head.LastHandedAt)
        .With("sender", batch.Head.Sender)
        .With("trace", batch.Head.Trace)
        .With("version", batch.Head.Version)
        .With(Tally, batch.Tally.Write())
        .With(Writes, batch.Writes.Count == 0 ? null : string.Join(Between, batch.Writes));

    public static StoredBatch Read(int shard, TableEntity entity) =>
        new(ReadHead(shard, entity), ReadTally(entity), entity.GetString(Writes)?.Split(Between) ?? [], entity.ETag);

    public static StoredTally ReadTally(TableEntity entity) => StoredTally.Read(entity[Tally]);

    public static BatchHead ReadHead(int shard, TableEntity entity) => new()
    {
        Shard = shard,
        Number = LedgerKeys.NumberOf(entity.RowKey),
        Rows = entity.Number("rows"),
        Unsettled = entity.Number("unsettled"),
        IsDone = entity.Is(Done),
        Claims = entity.Long("claims"),
        Owner = entity.GetInt64("owner"),
        LeaseUntil = entity.GetDateTimeOffset("leaseUntil"),
        NotBefore = entity.GetDateTimeOffset("notBefore"),
        IsDeferred = entity.Is("deferred"),
        ReleasedIn = entity.Number("released"),
        Rule = entity.GetString("rule"),
        LastHandedAt = entity.GetDateTimeOffset("lastHandedAt"),
        Sender = entity.GetString("sender"),
        Trace = entity.GetString("trace"),
        Version = entity.Long("version"),
    };
}
