namespace Functions.Embedded.Durable.Engine;

/// <summary>A parked instance's place in the cache.</summary>
internal sealed class CacheSeat(Instance instance)
{
    public Instance Instance { get; } = instance;

    public long Size { get; set; }
}

/// <summary>Keeps the histories used last, up to so many bytes.</summary>
internal sealed class HistoryCache(long limit)
{
    private readonly Lock gate = new();
    private readonly LinkedList<CacheSeat> seats = new();
    private readonly Dictionary<CacheSeat, LinkedListNode<CacheSeat>> nodes = [];
    private long size;

    /// <summary>Notes that an instance was used and how big its history is now; drops the longest unused ones beyond the limit.</summary>
    public void Use(Instance instance, long bytes)
    {
        lock (gate)
        {
            if (instance.Seat is not { } seat)
            {
                instance.Seat = seat = new CacheSeat(instance);
                nodes[seat] = seats.AddLast(seat);
            }
            else
            {
                var node = nodes[seat];
                seats.Remove(node);
                seats.AddLast(node);
            }

            size += bytes - seat.Size;
            seat.Size = bytes;
            for (var oldest = seats.First; size > limit && oldest is not null;)
            {
                var next = oldest.Next;
                if (oldest.Value.Instance != instance && oldest.Value.Instance.TryEvict())
                    Remove(oldest.Value);
                oldest = next;
            }
        }
    }

    public void Forget(Instance instance)
    {
        lock (gate)
        {
            if (instance.Seat is { } seat)
                Remove(seat);
        }
    }

    private void Remove(CacheSeat seat)
    {
        size -= seat.Size;
        seats.Remove(nodes[seat]);
        nodes.Remove(seat);
        seat.Instance.Seat = null;
    }
}
