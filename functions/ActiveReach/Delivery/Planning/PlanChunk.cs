using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>A part of a plan as it is frozen: everybody between two contacts, in batches that no other chunk adds to.</summary>
/// <param name="To">The last contact.</param>
/// <param name="IsEnd">Nobody comes after it: the plan is finished with it.</param>
/// <param name="Next">Shards, each with the next free number of a stage and channel after it.</param>
internal sealed record PlanChunk(
    [property: JsonPropertyName("t")] long To,
    [property: JsonPropertyName("e")] bool IsEnd,
    [property: JsonPropertyName("b")] IReadOnlyList<PlannedBatch> Batches,
    [property: JsonPropertyName("n")] IReadOnlyList<int[]> Next)
{
    private static readonly JsonSerializerOptions Short = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Short);

    public static PlanChunk Read(ReadOnlyMemory<byte> bytes) => JsonSerializer.Deserialize<PlanChunk>(bytes.Span, Short)!;
}

/// <param name="NotBefore">When its rows may go at the earliest, in whole minutes; a batch never mixes hours. Null for at once.</param>
internal sealed record PlannedBatch(
    [property: JsonPropertyName("s")] int Shard,
    [property: JsonPropertyName("b")] int Number,
    [property: JsonPropertyName("h")] DateTimeOffset? NotBefore,
    [property: JsonPropertyName("r")] IReadOnlyList<PlannedRow> Rows);

/// <param name="SkipReason">Null for a row that is to be sent.</param>
/// <param name="Rule">Of one that waits, the rule that it waits for.</param>
/// <param name="HomeBatch">Where its contact's home row lies; 0 for a home row.</param>
/// <param name="Later">The contact's other attempts, of a home row.</param>
internal sealed record PlannedRow(
    [property: JsonPropertyName("c")] long Contact,
    [property: JsonPropertyName("m")] Channel Channel,
    [property: JsonPropertyName("v")] string? Variant,
    [property: JsonPropertyName("o")] string? Outlet,
    [property: JsonPropertyName("k")] string? SkipReason,
    [property: JsonPropertyName("r")] string? Rule,
    [property: JsonPropertyName("a")] long? AddressKey,
    [property: JsonPropertyName("hb")] int HomeBatch,
    [property: JsonPropertyName("hr")] int HomeRow,
    [property: JsonPropertyName("l")] IReadOnlyList<RowPlace>? Later);
