using System.Collections.Concurrent;
using ActiveReach.Channels;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Suppressions;

/// <summary>The suppression lists as a worker keeps them: what it has read once it knows, and of the log it reads the tail. Who asks after a claim hears of
/// everything that was listed before it, whoever wrote it, and whatever else knows of it by then.</summary>
public sealed class SuppressedAddresses(ISuppressionStore store)
{
    private const int ChangesAtOnce = 5_000;
    private readonly ConcurrentDictionary<WorkspaceId, SuppressedSet> known = new();

    /// <summary>The list with everything that is in the log by now.</summary>
    public async Task<SuppressedSet> AsOfNowAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var set = known.GetOrAdd(workspace, _ => new SuppressedSet());
        IReadOnlyList<SuppressionChange> tail;
        do
        {
            tail = await store.ReadLogAsync(workspace, set.Position, ChangesAtOnce, cancellation);
            set.Apply(tail);
        }
        while (tail.Count == ChangesAtOnce);
        return set;
    }
}

/// <summary>The suppressed addresses of a workspace, by the beginnings of their hashes: two of a million share one with a probability of 3 in a hundred million.</summary>
public sealed class SuppressedSet
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, ChannelSet> channels = [];
    private long position;

    /// <summary>The last change that it knows.</summary>
    public long Position => Interlocked.Read(ref position);

    public bool Holds(string address, Channel channel)
    {
        lock (gate)
        {
            if (channels.Count == 0)
                return false;
        }

        var beginning = AddressHash.BeginningOf(address);
        lock (gate)
            return channels.TryGetValue(beginning, out var listed) && listed.Contains(channel);
    }

    /// <summary>Takes what follows on what it knows; several may have read the same.</summary>
    internal void Apply(IReadOnlyList<SuppressionChange> changes)
    {
        if (changes.Count == 0)
            return;
        lock (gate)
        {
            foreach (var change in changes.Where(change => change.Position > position))
            {
                var beginning = change.Address.Beginning;
                var before = channels.GetValueOrDefault(beginning);
                var after = change.IsListed ? before.Add(change.Channel) : before.Except([change.Channel]);
                if (after.IsEmpty)
                    channels.Remove(beginning);
                else
                    channels[beginning] = after;
            }

            Interlocked.Exchange(ref position, Math.Max(position, changes[^1].Position));
        }
    }
}
