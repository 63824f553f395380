using System.Globalization;
using ActiveReach.Channels;

namespace ActiveReach.Ids;

/// <summary>The number of a batch within its shard. It says by itself which stage, channel and place in the sequence it has, so
/// that nobody has to be asked for them.</summary>
public readonly record struct BatchNumber(int Value) : IComparable<BatchNumber>
{
    /// <summary>Most rows in a batch: with the batch's head, its sums and its shard's counter they are one entity group of 100.</summary>
    public const int MostRows = 97;

    /// <summary>Most rows in a batch of messages that are tried after others: each comes with its contact's home row, and the home batch has sums too.</summary>
    public const int MostLaterRows = 48;

    /// <summary>Most rows in a batch of messages that each have an occasion: each comes with a line that tells where its home row is.</summary>
    public const int MostOccurrences = 48;

    private const int SequenceBits = 21;
    private const int ChannelBits = 3;
    private const int MostChannel = 0b111;
    private const int MostSequence = (1 << SequenceBits) - 1;

    /// <summary>Stands where batches that are sent have their channel.</summary>
    private const int Unsent = 0;

    /// <param name="channel">Null for rows that are never sent: holdout and skipped.</param>
    /// <param name="sequence">Place among the batches of this stage and channel, from 0.</param>
    public static BatchNumber Of(int stage, Channel? channel, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stage, Ids.Stage.Last);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, MostSequence);
        return new BatchNumber((stage << (SequenceBits + ChannelBits)) | ((channel?.ToStored() ?? Unsent) << SequenceBits) | sequence);
    }

    public int Stage => Value >> (SequenceBits + ChannelBits);

    public int Sequence => Value & MostSequence;

    /// <summary>The first batch of its stage and channel.</summary>
    public BatchNumber First => new(Value & ~MostSequence);

    /// <summary>Whether the batch is ever put on a queue; rows of others are settled from the start.</summary>
    public bool IsSent => StoredChannelOf(Value) != Unsent;

    public Channel Channel => IsSent
        ? StoredChannel.From(StoredChannelOf(Value))
        : throw new InvalidOperationException($"The batch {Value} holds rows that are never sent and has no channel.");

    /// <summary>Batches of the stage that are sent have greater numbers than this, up to <see cref="LastOf"/>.</summary>
    public static BatchNumber LastUnsentOf(int stage) => Of(stage, null, MostSequence);

    public static BatchNumber LastOf(int stage) => new(((stage + 1) << (SequenceBits + ChannelBits)) - 1);

    public LedgerAddress Row(RunId run, int shard, int row) => new(run, shard, Value, row);

    /// <summary>The number: its parts are numbers of batches in turn, so that listing them would never end.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public int CompareTo(BatchNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(BatchNumber left, BatchNumber right) => left.Value < right.Value;

    public static bool operator >(BatchNumber left, BatchNumber right) => left.Value > right.Value;

    public static bool operator <=(BatchNumber left, BatchNumber right) => left.Value <= right.Value;

    public static bool operator >=(BatchNumber left, BatchNumber right) => left.Value >= right.Value;

    private static int StoredChannelOf(int value) => (value >> SequenceBits) & MostChannel;
}
