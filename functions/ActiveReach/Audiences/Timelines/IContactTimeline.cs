using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Timelines;

/// <summary>All that happened to a contact as one list.</summary>
public interface IContactTimeline
{
    /// <summary>Entries behind the cursor, newest first, at most <paramref name="limit"/>; of one kind or of all. What happened at the same
    /// moment keeps its order from page to page.</summary>
    /// <returns>Null when there is no such contact.</returns>
    /// <exception cref="Problems.InvalidInputException">The cursor is none of this list.</exception>
    Task<Page<TimelineEntry>?> ReadAsync(WorkspaceId workspace, ContactId contact, TimelineKind? kind, string? cursor, int limit, CancellationToken cancellation = default);
}
