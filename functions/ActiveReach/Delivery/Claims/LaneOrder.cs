using ActiveReach.Ids;

namespace ActiveReach.Delivery.Claims;

/// <summary>How lanes run through the shards of a stage: its batches on a channel are ordered by sequence and shard, and lane l of W holds those whose
/// place in that order is l modulo W. Each batch that is finished puts the next one of its lane.</summary>
internal static class LaneOrder
{
    public static int LaneOf(int shard, BatchNumber number, int shards, int lanes) => (int)(PlaceOf(shard, number, shards) % lanes);

    /// <summary>What comes after a batch in its lane, up to a sequence number; shards have different numbers of batches, so some may not be there.</summary>
    public static IEnumerable<(int Shard, BatchNumber Number)> After(int shard, BatchNumber number, int shards, int lanes, int lastSequence)
    {
        for (var place = PlaceOf(shard, number, shards) + lanes; place / shards <= lastSequence; place += lanes)
            yield return ((int)(place % shards), BatchNumber.Of(number.Stage, number.Channel, (int)(place / shards)));
    }

    private static long PlaceOf(int shard, BatchNumber number, int shards) => ((long)number.Sequence * shards) + shard;
}
