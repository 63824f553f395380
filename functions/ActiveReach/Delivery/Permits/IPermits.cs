using ActiveReach.Channels;

namespace ActiveReach.Delivery.Permits;

/// <summary>Permission to call a provider, shared by every worker: one row an account, channel and sender. A worker leases a slice of at most a
/// second of tokens; what it doesn't use it gives back, and what a crash took with it lapses. Never more than the limit go in any second or minute,
/// wherever it begins, across restarts too.</summary>
public interface IPermits
{
    /// <summary>Leases tokens, or says when this asker's turn is: who asks next for the same is told a later one.</summary>
    /// <param name="asker">Null for one who doesn't come back when it is told to.</param>
    Task<PermitLease> LeaseAsync(SendLimit limit, TokenNeed need, Asker? asker, CancellationToken cancellation = default);

    /// <summary>Gives back tokens of a lease with which no call was made, and tells when calls were made with the others, where the lease says so.</summary>
    Task ReturnAsync(PermitLease lease, int unused, CancellationToken cancellation = default);

    /// <summary>The provider asked to wait: nobody gets a token before, and for a while afterwards fewer than the limit allows. A time before one that is known changes nothing.</summary>
    Task CloseAsync(SendLimit limit, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>Until when the provider asked to wait the last time, which may be over; null when it never did.</summary>
    Task<DateTimeOffset?> ClosedUntilAsync(SendLimit limit, CancellationToken cancellation = default);

    /// <summary>When what may go in an hour or a day is used up: when there is room again; null while there is, and where neither is limited.</summary>
    Task<DateTimeOffset?> FullUntilAsync(SendLimit limit, CancellationToken cancellation = default);
}

/// <summary>Tokens to be used at once.</summary>
/// <param name="RetryAfter">When to ask for the rest, if that are fewer than asked.</param>
/// <param name="At">Business time of the lease.</param>
/// <param name="LapsesAt">Business time after which no call may be made with it; null where there is no limit.</param>
public sealed record PermitLease(SendLimit Limit, int Granted, TimeSpan RetryAfter, DateTimeOffset At, DateTimeOffset? LapsesAt = null)
{
    /// <summary>Who got it; null for one who doesn't come back.</summary>
    public Asker? Asker { get; init; }

    /// <summary>When calls were made with its tokens, for a limit by the second: until that is told they count as if the last moment were used.</summary>
    public IReadOnlyList<UsedTokens> Used { get; init; } = [];

    /// <summary>Whether its row has something to hear when so many of its tokens come back.</summary>
    public bool IsNews(int unused) => Limit.IsKnown && (unused > 0 || Used.Count > 0);
}

/// <param name="At">Business time of the call.</param>
public readonly record struct UsedTokens(DateTimeOffset At, int Count);

/// <param name="Tokens">Of all messages.</param>
/// <param name="First">Of the first, which goes or doesn't: where that is more than goes out at once, it gets them as soon as it may have one, and those after it wait the longer.</param>
public readonly record struct TokenNeed(int Tokens, int First = 1);

public static class PermitsOfMessages
{
    /// <summary>The same for messages that take a token each.</summary>
    public static Task<PermitLease> LeaseAsync(this IPermits permits, SendLimit limit, int messages, Asker? asker, CancellationToken cancellation = default) =>
        permits.LeaseAsync(limit, new TokenNeed(messages), asker, cancellation);
}
