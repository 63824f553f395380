using ActiveReach.Ids;

namespace ActiveReach.Delivery.Ledger;

/// <summary>Which shard of a run's ledger somebody's rows lie in: all of them in one, so that a write about them touches no other.</summary>
public static class Shards
{
    public const int Least = 8;
    public const int Most = 64;

    /// <summary>So many people a shard, before their number grows.</summary>
    private const int PeopleAShard = 12_500;

    /// <summary>How many shards a run of so many people has: a power of two, fixed when its plan begins.</summary>
    public static int For(long people)
    {
        var shards = Least;
        while (shards < Most && people > (long)shards * PeopleAShard)
            shards *= 2;
        return shards;
    }

    /// <remarks>The finalizer of MurmurHash3. Never change it: the rows of runs that are under way would not be found.</remarks>
    public static int Of(ContactId contact, int shards)
    {
        var value = (ulong)contact.Value;
        value ^= value >> 33;
        value *= 0xff51afd7ed558ccdUL;
        value ^= value >> 33;
        value *= 0xc4ceb9fe1a85ec53UL;
        value ^= value >> 33;
        return (int)(value & (ulong)(shards - 1));
    }
}
