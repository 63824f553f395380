using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Segments as documents with all their versions. Every write is a compare-and-set on the workspace's whole web of segments, so
/// that two edits that are right each by itself can't close a cycle together. The audit entry is written with it.</summary>
public interface ISegmentStore
{
    /// <summary>The segment as it is, or in an older version. Old versions outlive a deletion; without a version a deleted segment is
    /// null.</summary>
    Task<Segment?> FindAsync(WorkspaceId workspace, SegmentId id, int? version = null, CancellationToken cancellation = default);

    /// <summary>Which segment names which, now.</summary>
    Task<SegmentWeb> WebAsync(WorkspaceId workspace, CancellationToken cancellation = default);

    /// <summary>Writes a new version if no segment of the workspace was written since <paramref name="web"/> was read. A new segment gets
    /// version 1, or goes on counting where a deleted one with its id stopped. Null when somebody was faster.</summary>
    Task<Segment?> TryWriteAsync(Segment segment, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Deletes the segment but for its versions; false when somebody was faster.</summary>
    Task<bool> TryDeleteAsync(WorkspaceId workspace, SegmentId id, DateTimeOffset at, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default);

    Task<Page<Segment>> ListAsync(WorkspaceId workspace, SegmentQuery query, CancellationToken cancellation = default);

    /// <summary>The versions of a segment, newest first; of a deleted one too.</summary>
    Task<Page<Segment>> ListVersionsAsync(WorkspaceId workspace, SegmentId id, int limit, string? cursor, CancellationToken cancellation = default);
}

/// <summary>What to list; null members don't filter.</summary>
/// <param name="Text">Part of id, name or description, whatever the case.</param>
/// <param name="Page">Sorted by <c>name</c>, <c>createdAt</c> or <c>updatedAt</c>.</param>
public sealed record SegmentQuery(PageQuery Page, string? Text = null, string? Tag = null, string? Goal = null);
