using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>The chunks of a plan as planners read and freeze them; the store has their bytes.</summary>
internal static class FrozenChunks
{
    /// <summary>Null when nobody has frozen it.</summary>
    public static async Task<PlanChunk?> ReadChunkAsync(this IPlans plans, RunId run, int chunk, CancellationToken cancellation) =>
        await plans.FindChunkAsync(run, chunk, cancellation) is { } frozen ? ChunkBytes.Read(frozen) : null;

    /// <summary>Freezes the chunk that the plan goes on with.</summary>
    /// <returns>The one that counts, maybe another planner's; null when the plan has gone on since.</returns>
    public static async Task<PlanChunk?> FreezeChunkAsync(this IPlans plans, RunId run, PlanState state, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        await plans.FreezeAsync(run, state.Chunks, bytes, cancellation) is { } kept ? ChunkBytes.Read(kept) : null;
}
