using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>Events of all workspaces. An event is kept once, whatever is sent under its id later, and belongs to the contact that has
/// the identity it names: now, or as soon as one appears. Of several contacts with one address it is the one with the lowest id.</summary>
public interface IEventStore
{
    /// <summary>Keeps these events, all or none, in one transaction; done means on disk.</summary>
    /// <param name="receivedAt">The time of their arrival.</param>
    Task<EventsAdded> AddAsync(WorkspaceId workspace, IReadOnlyList<ReceivedEvent> events, DateTimeOffset receivedAt, CancellationToken cancellation = default);

    /// <summary>Removes at most <paramref name="limit"/> events that happened before then, the oldest first, in one transaction; the number of them.</summary>
    Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>Forgets at most <paramref name="limit"/> of those whom nobody could be found for and whose event came before then, with what it
    /// said of them; the number of them.</summary>
    Task<int> ForgetPendingAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>Events by the time they happened.</summary>
    Task<Page<ContactEvent>> ListAsync(WorkspaceId workspace, EventFilter filter, PageQuery query, CancellationToken cancellation = default);
}

/// <summary>What became of events.</summary>
/// <param name="Accepted">New ones, those that wait for their person included.</param>
/// <param name="Duplicates">Those whose id was there already: nothing changed.</param>
/// <param name="Pending">New ones of people who aren't known yet.</param>
public sealed record EventsAdded(int Accepted, int Duplicates, int Pending)
{
    /// <summary>Places of events that name a contact id which doesn't exist; when there are any, nothing was kept.</summary>
    public IReadOnlyList<int> Strangers { get; init; } = [];
}

/// <param name="Type">Exact type; null for all.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before.</param>
public sealed record EventFilter(string? Type = null, ContactId? Contact = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
