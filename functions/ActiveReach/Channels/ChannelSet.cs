using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActiveReach.Channels;

/// <summary>Some of the channels: one small value, so that asking and changing allocate nothing. Told in the order of <see cref="Channel"/>.</summary>
[CollectionBuilder(typeof(ChannelSet), nameof(Of))]
public readonly record struct ChannelSet : IReadOnlyCollection<Channel>
{
    private readonly int bits;

    private ChannelSet(int bits) => this.bits = bits;

    /// <summary>Every channel there is.</summary>
    public static ChannelSet All { get; } = Of(Enum.GetValues<Channel>());

    public int Count => BitOperations.PopCount((uint)bits);

    public bool IsEmpty => bits == 0;

    public static ChannelSet Of(params ReadOnlySpan<Channel> channels)
    {
        var set = default(ChannelSet);
        foreach (var channel in channels)
            set = set.Add(channel);
        return set;
    }

    public bool Contains(Channel channel) => (bits & BitOf(channel)) != 0;

    public bool Overlaps(ChannelSet other) => (bits & other.bits) != 0;

    public ChannelSet Add(Channel channel) => new(bits | BitOf(channel));

    public ChannelSet Union(ChannelSet other) => new(bits | other.bits);

    public ChannelSet Intersect(ChannelSet other) => new(bits & other.bits);

    public ChannelSet Except(ChannelSet other) => new(bits & ~other.bits);

    /// <summary>The number that stores keep: the bit of a channel is its own number less one. Stored: never renumber.</summary>
    public int ToStored() => bits;

    /// <summary>What <see cref="ToStored"/> gave.</summary>
    public static ChannelSet FromStored(int stored) => new(stored);

    public Enumerator GetEnumerator() => new(bits);

    IEnumerator<Channel> IEnumerable<Channel>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", this.Select(channel => channel.Name()));

    private static int BitOf(Channel channel) => 1 << channel.Place();

    /// <summary>From the first channel to the last.</summary>
    public struct Enumerator : IEnumerator<Channel>
    {
        private int left;

        internal Enumerator(int bits) => left = bits;

        public Channel Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (left == 0)
                return false;
            Current = StoredChannel.From(BitOperations.TrailingZeroCount(left) + 1);
            left &= left - 1;
            return true;
        }

        readonly void IEnumerator.Reset() => throw new NotSupportedException();

        readonly void IDisposable.Dispose()
        {
        }
    }
}
