using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>What a shard knows beside its batches: its copy of the fence, and the stages that are sealed.</summary>
/// <param name="ETag">Null for one that is not there yet.</param>
internal sealed record StoredShard(Fence Fence, IReadOnlyDictionary<int, StageHead> Stages, ETag? ETag)
{
    public StoredShard With(StageHead stage) => this with { Stages = new Dictionary<int, StageHead>(Stages) { [stage.Stage] = stage } };
}

/// <summary>The head of a shard as an entity, its stages as one text.</summary>
internal static class ShardEntity
{
    public static TableEntity Write(string partition, StoredShard shard) => Key(partition)
        .With("status", (int)shard.Fence.Status)
        .With("epoch", shard.Fence.Epoch)
        .With("completedAt", shard.Fence.CompletedAt)
        .With("finalAt", shard.Fence.FinalAt)
        .With("stages", shard.Stages.Count == 0 ? null : JsonSerializer.Serialize(shard.Stages.Values));

    /// <summary>It without anything: to be touched.</summary>
    public static TableEntity Key(string partition) => EntityFields.New(partition, LedgerKeys.ShardHead);

    public static StoredShard Read(TableEntity entity) => new(
        new Fence((RunStatus)entity.Number("status"), entity.Number("epoch"), entity.GetDateTimeOffset("completedAt"), entity.GetDateTimeOffset("finalAt")),
        (entity.GetString("stages") is { } stages ? JsonSerializer.Deserialize<List<StageHead>>(stages)! : []).ToDictionary(stage => stage.Stage),
        entity.ETag);
}
