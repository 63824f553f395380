using System.Collections.Concurrent;
using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;

namespace ActiveReach.Delivery.Sending;

/// <summary>What keeps a batch from going on.</summary>
public enum Hindrance
{
    /// <summary>The provider's limit, or its request to wait.</summary>
    Limit,

    /// <summary>The provider doesn't answer.</summary>
    Silence,

    /// <summary>Recipients whose hour has not come.</summary>
    Hour,

    /// <summary>Its lane is at its end: what is left, if anything, waits.</summary>
    LaneEnd,
}

/// <summary>How many messages of a batch may go now, and when to ask again for the others.</summary>
/// <param name="Hindrance">What keeps the others back.</param>
public sealed record Clearance(int Granted, TimeSpan RetryAfter, Hindrance? Hindrance, PermitLease? Lease = null)
{
    /// <summary>No call may begin after it.</summary>
    public DateTimeOffset? LapsesAt { get; init; } = Lease?.LapsesAt;

    /// <summary>With what the senders may send: what they may not keeps the rest back.</summary>
    public Clearance Within(SenderPermits senders) => senders.RetryAfter is var wait && wait > TimeSpan.Zero
        ? this with { RetryAfter = wait > RetryAfter ? wait : RetryAfter, Hindrance = Hindrance ?? Sending.Hindrance.Limit, LapsesAt = Earlier(senders.LapsesAt) }
        : this with { LapsesAt = Earlier(senders.LapsesAt) };

    private DateTimeOffset? Earlier(DateTimeOffset? other) => other < LapsesAt ? other : LapsesAt ?? other;
}

/// <summary>Asks whether a provider is alive, then for permits under its limit; and hears what its answers say of both.</summary>
public sealed class Throttle(IPermits permits, ProviderPulse pulse, TimeProvider clock)
{
    private static readonly TimeSpan Caution = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<SendLimit, DateTimeOffset> closings = new();
    private readonly ConcurrentDictionary<SendLimit, double> costs = new();

    public async Task<Clearance> AskAsync(IChannelProvider provider, int messages, Asker asker, CancellationToken cancellation = default)
    {
        var alive = pulse.Limit(provider.Limit, messages);
        if (alive.Granted == 0)
            return new Clearance(0, alive.RetryAfter, Hindrance.Silence);
        var wanted = await IsCarefulAsync(provider, cancellation) ? Math.Min(alive.Granted, provider.MessagesPerCall) : alive.Granted;
        var lease = await permits.LeaseAsync(provider.Limit, wanted, asker, cancellation);
        if (lease.Granted < alive.Granted)
            return new Clearance(lease.Granted, lease.RetryAfter, Hindrance.Limit, lease);
        return new Clearance(alive.Granted, alive.RetryAfter, alive.Granted < messages ? Hindrance.Silence : null, lease);
    }

    /// <summary>Asks for permits of the senders, for as many of a batch's messages as the account lets go.</summary>
    /// <param name="messages">In order.</param>
    public Task<SenderPermits> AskSendersAsync(IChannelProvider provider, IReadOnlyList<OutgoingMessage> messages, Clearance clearance, Asker asker, CancellationToken cancellation = default)
    {
        foreach (var own in messages.GroupBy(message => message.From, StringComparer.Ordinal))
        {
            if (provider.LimitOf(own.Key) is { InSegments: true } limit)
                costs[limit] = own.Average(limit.CostOf);
        }

        return SenderPermits.LeaseAsync(permits, provider, messages, clearance.Granted, asker, cancellation);
    }

    /// <summary>What a message takes of a limit, by those that this process has asked for the last time; 1 where it has not.</summary>
    public double CostUnder(SendLimit limit) => costs.GetValueOrDefault(limit, 1);

    /// <summary>One call at a time for a while, where a limit that nobody told has shown itself: the others would meet it in flight.</summary>
    private async Task<bool> IsCarefulAsync(IChannelProvider provider, CancellationToken cancellation) =>
        !provider.Limit.IsKnown && await permits.ClosedUntilAsync(provider.Limit, cancellation) > clock.GetUtcNow() - Caution;

    /// <summary>Gives back what no call was made with.</summary>
    /// <param name="called">Messages that a call was begun for.</param>
    public Task ReturnAsync(Clearance clearance, int unused, IReadOnlyList<CalledMessage>? called = null) =>
        clearance.Lease is { LapsesAt: not null } lease ? permits.SettleAsync(lease, unused, called ?? []) : Task.CompletedTask;

    /// <summary>The same of the senders' permits.</summary>
    public Task ReturnAsync(SenderPermits senders, IReadOnlyList<CalledMessage> called) => senders.ReturnAsync(permits, called);

    /// <summary>The provider asked to wait with what the sender sends: a sender that has a limit of its own waits alone.</summary>
    public Task CloseAsync(IChannelProvider provider, string sender, TimeSpan wait)
    {
        var (limit, until) = (provider.LimitOf(sender) ?? provider.Limit, clock.GetUtcNow() + wait);
        closings.AddOrUpdate(limit, until, (_, before) => before > until ? before : until);
        return permits.CloseAsync(limit, until);
    }

    /// <summary>How long the provider has asked this process to wait with what the senders send, whoever it said it to; zero where it hasn't. For those who have asked for their permits already.</summary>
    public TimeSpan ClosedFor(IChannelProvider provider, IEnumerable<string> senders)
    {
        if (closings.IsEmpty)
            return TimeSpan.Zero;
        var limits = senders.Distinct(StringComparer.Ordinal).Select(provider.LimitOf).OfType<SendLimit>().Append(provider.Limit);
        var until = limits.Max(limit => closings.GetValueOrDefault(limit));
        return until - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Answered(IChannelProvider provider) => pulse.Answered(provider.Limit);

    public void StayedSilent(IChannelProvider provider) => pulse.StayedSilent(provider.Limit);
}
