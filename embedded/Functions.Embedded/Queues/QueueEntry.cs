namespace Functions.Embedded.Queues;

/// <summary>A stored message as the runtime holds it in memory.</summary>
internal sealed class QueueEntry(long id, long inserted, long due, int dequeued, byte[]? body)
{
    public long Id => id;

    /// <summary>Business time of sending, UTC ticks.</summary>
    public long Inserted => inserted;

    /// <summary>Business time before which it is not visible, UTC ticks.</summary>
    public long Due => due;

    /// <summary>How often it was taken, this time included while it runs.</summary>
    public int Dequeued { get; set; } = dequeued;

    /// <summary>Null while it is only on disk.</summary>
    public byte[]? Body { get; set; } = body;

    /// <summary>The id in the form of the cloud's queues.</summary>
    public string MessageId => new Guid(0, 0, 0, BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(id))).ToString();
}
