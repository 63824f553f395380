using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;

namespace ActiveReach.Delivery.Planning;

/// <summary>A part of a plan as it is frozen: everybody between two contacts, in batches that no other chunk adds to.</summary>
/// <param name="To">The last contact.</param>
/// <param name="IsEnd">Nobody comes after it: the plan is finished with it.</param>
/// <param name="Next">Shards, each with the next free number of a stage and channel after it.</param>
internal sealed record PlanChunk(long To, bool IsEnd, IReadOnlyList<PlannedBatch> Batches, IReadOnlyList<int[]> Next);

/// <param name="NotBefore">When its rows may go at the earliest, in whole minutes; a batch never mixes hours. Null for at once.</param>
internal sealed record PlannedBatch(int Shard, int Number, DateTimeOffset? NotBefore, IReadOnlyList<PlannedRow> Rows);

/// <param name="SkipReason">Null for a row that is to be sent.</param>
/// <param name="Rule">Of one that waits, the rule that it waits for.</param>
/// <param name="HomeBatch">Where its contact's home row lies; 0 for a home row.</param>
/// <param name="Later">The contact's other attempts, of a home row.</param>
internal sealed record PlannedRow(
    long Contact, Channel Channel, string? Variant, string? Outlet, string? SkipReason, string? Rule, long? AddressKey, int HomeBatch, int HomeRow, IReadOnlyList<RowPlace>? Later, string Occurrence = "");
