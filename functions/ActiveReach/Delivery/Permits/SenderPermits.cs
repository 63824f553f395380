using ActiveReach.Channels;

namespace ActiveReach.Delivery.Permits;

/// <summary>What the senders of a batch may send now, each under a limit of its own. A sender without one is held by the account's alone.</summary>
public sealed class SenderPermits
{
    private readonly Dictionary<string, PermitLease> leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);

    private SenderPermits()
    {
    }

    public static SenderPermits None { get; } = new();

    /// <summary>When the first of them may send what it may not now.</summary>
    public TimeSpan RetryAfter => leases.Values.Where(lease => lease.RetryAfter > TimeSpan.Zero).Select(lease => lease.RetryAfter).DefaultIfEmpty().Min();

    /// <summary>Business time after which no call may be made with them; null where there is no limit.</summary>
    public DateTimeOffset? LapsesAt => leases.Values.Min(lease => lease.LapsesAt);

    /// <summary>Leases for the first of the messages, as many as the account lets go.</summary>
    /// <param name="senders">Of each message, in order.</param>
    public static async Task<SenderPermits> LeaseAsync(IPermits permits, IChannelProvider provider, IReadOnlyList<string> senders, int most, Asker? asker, CancellationToken cancellation)
    {
        SenderPermits? own = null;
        foreach (var sender in senders.Distinct(StringComparer.Ordinal))
        {
            if (provider.LimitOf(sender) is not { } limit)
                continue;
            own ??= new SenderPermits();
            var wanted = senders.Take(most).Count(each => each == sender);
            if (wanted > 0)
                own.leases[sender] = await permits.LeaseAsync(limit, wanted, asker, cancellation);
            own.left[sender] = wanted > 0 ? own.leases[sender].Granted : 0;
        }

        return own ?? None;
    }

    /// <summary>Whether the sender has a limit of its own.</summary>
    public bool Knows(string sender) => left.ContainsKey(sender);

    /// <summary>How many messages of the sender may go yet, of so many that the account lets go.</summary>
    public int LeftOf(string sender, int most) => left.TryGetValue(sender, out var count) ? Math.Min(count, most) : most;

    /// <summary>Takes what so many messages of the sender need.</summary>
    public void Take(string sender, int messages)
    {
        if (left.TryGetValue(sender, out var count))
            left[sender] = count - messages;
    }

    /// <summary>Gives back that with which no call was made.</summary>
    public async Task ReturnAsync(IPermits permits, IReadOnlyList<CalledMessage> called)
    {
        foreach (var (sender, lease) in leases)
        {
            var own = called.Where(call => call.Message.From == sender).ToList();
            await permits.SettleAsync(lease, lease.Granted - own.Count, own);
        }
    }
}

/// <summary>A message that a call was begun for.</summary>
/// <param name="At">Business time of the call.</param>
public readonly record struct CalledMessage(OutgoingMessage Message, DateTimeOffset At);

internal static class Settling
{
    /// <summary>Gives back what is left of a lease, and tells when the others were used where a second counts.</summary>
    public static Task SettleAsync(this IPermits permits, PermitLease lease, int unused, IReadOnlyList<CalledMessage> called)
    {
        if (lease.Limit.PerSecond is not null && called.Count > 0)
            lease = lease with { Used = [.. called.GroupBy(call => call.At, (at, all) => new UsedTokens(at, all.Count()))] };
        return unused > 0 || lease.Used.Count > 0 ? permits.ReturnAsync(lease, unused) : Task.CompletedTask;
    }
}
