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
    /// <param name="messages">In order.</param>
    public static async Task<SenderPermits> LeaseAsync(IPermits permits, IChannelProvider provider, IReadOnlyList<OutgoingMessage> messages, int most, Asker? asker, CancellationToken cancellation)
    {
        SenderPermits? own = null;
        foreach (var sender in messages.Select(message => message.From).Distinct(StringComparer.Ordinal))
        {
            if (provider.LimitOf(sender) is not { } limit)
                continue;
            own ??= new SenderPermits();
            var costs = messages.Take(most).Where(message => message.From == sender).Select(limit.CostOf).ToList();
            if (costs.Count > 0)
                own.leases[sender] = await permits.LeaseAsync(limit, new TokenNeed(costs.Sum(), costs[0]), asker, cancellation);
            own.left[sender] = costs.Count > 0 ? own.leases[sender].Granted : 0;
        }

        return own ?? None;
    }

    /// <summary>Whether the sender has a limit of its own.</summary>
    public bool Knows(string sender) => left.ContainsKey(sender);

    /// <summary>How many of the sender's messages may be looked at, and how many of these may go, whichever they are. Where they take different numbers of tokens more may be left for another look.</summary>
    /// <param name="messages">In order.</param>
    /// <param name="most">What the account lets go.</param>
    public (int Looked, int Places) Fit(string sender, IReadOnlyList<OutgoingMessage> messages, int most)
    {
        if (!left.TryGetValue(sender, out var tokens) || !leases.TryGetValue(sender, out var lease))
            return (messages.Count, Knows(sender) ? 0 : most);
        var costs = messages.Select(lease.Limit.CostOf).ToList();
        if (costs.Count == 0 || most == 0 || costs[0] > tokens)
            return (0, 0);
        var (places, rest) = (0, tokens);
        foreach (var cost in costs.OrderDescending().TakeWhile(cost => (rest -= cost) >= 0))
            places++;
        return places > 0 ? (costs.Count, Math.Min(places, most)) : (1, 1);
    }

    /// <summary>Takes what a message needs.</summary>
    public void Take(OutgoingMessage message)
    {
        if (leases.TryGetValue(message.From, out var lease))
            left[message.From] -= lease.Limit.CostOf(message);
    }

    /// <summary>Gives back that with which no call was made.</summary>
    public async Task ReturnAsync(IPermits permits, IReadOnlyList<CalledMessage> called)
    {
        foreach (var (sender, lease) in leases)
        {
            var own = called.Where(call => call.Message.From == sender).ToList();
            await permits.SettleAsync(lease, lease.Granted - own.Sum(call => lease.Limit.CostOf(call.Message)), own);
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
        {
            var limit = lease.Limit;
            lease = lease with { Used = [.. called.GroupBy(call => call.At, (at, all) => new UsedTokens(at, all.Sum(call => limit.CostOf(call.Message))))] };
        }

        return permits.ReturnAsync(lease, unused);
    }
}
