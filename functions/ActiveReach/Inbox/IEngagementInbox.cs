using ActiveReach.Inbox.Parked;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox;

/// <summary>Events that were accepted and are not applied yet. Accepted means stored.</summary>
public interface IEngagementInbox
{
    /// <summary>Stores events in one transaction; gives the ids of those that were not waiting already.</summary>
    Task<IReadOnlyList<long>> AddAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation = default);

    /// <summary>Those of the ids that still wait.</summary>
    Task<IReadOnlyList<InboxEntry>> ReadAsync(IReadOnlyList<long> ids, CancellationToken cancellation = default);

    Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellation = default);

    /// <summary>Counts one more attempt; not to be tried before <paramref name="until"/>.</summary>
    /// <param name="waitsFor">What it waits for, machine-readable.</param>
    Task PostponeAsync(IReadOnlyList<long> ids, DateTimeOffset until, string waitsFor, CancellationToken cancellation = default);

    Task ParkAsync(IReadOnlyList<long> ids, string reason, CancellationToken cancellation = default);

    /// <summary>Ids of what is due, was received before the instant given and is not parked: their message was lost.</summary>
    Task<IReadOnlyList<long>> LeftOverAsync(DateTimeOffset receivedBefore, DateTimeOffset now, int limit, CancellationToken cancellation = default);

    /// <summary>What waits or is parked and holds one of these words, whatever the case: more may be given, but nothing that holds one is
    /// left out.</summary>
    Task<IReadOnlyList<InboxEntry>> MentioningAsync(IReadOnlyList<string> words, CancellationToken cancellation = default);

    /// <summary>What is parked, and what could not be applied yet and waits, newest first.</summary>
    Task<IReadOnlyList<ParkedEvent>> ParkedAsync(int limit, CancellationToken cancellation = default);

    /// <summary>Makes what is parked or waits due at once.</summary>
    /// <param name="audit">Recorded with it.</param>
    /// <returns>False when it is not there.</returns>
    Task<bool> RetryAsync(long id, DateTimeOffset now, AuditEntry? audit = null, CancellationToken cancellation = default);
}
