using ActiveReach.Audiences.Segments;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

/// <summary>Segments in memory, each in its latest version and those before.</summary>
internal sealed class SegmentShelf : ISegmentStore
{
    private readonly List<Segment> all = [];

    /// <summary>Puts a new version on the shelf.</summary>
    public Segment Put(Segment segment)
    {
        all.Add(segment with { Version = all.Count(one => one.Id == segment.Id) + 1 });
        return all[^1];
    }

    public void Remove(SegmentId id) => all.RemoveAll(one => one.Id == id);

    public Task<Segment?> FindAsync(WorkspaceId workspace, SegmentId id, int? version = null, CancellationToken cancellation = default) =>
        Task.FromResult(all.FindLast(one => one.Workspace == workspace && one.Id == id && (version is null || one.Version == version)));

    public Task<SegmentWeb> WebAsync(WorkspaceId workspace, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Segment?> TryWriteAsync(Segment segment, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> TryDeleteAsync(WorkspaceId workspace, SegmentId id, DateTimeOffset at, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Page<Segment>> ListAsync(WorkspaceId workspace, SegmentQuery query, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Page<Segment>> ListVersionsAsync(WorkspaceId workspace, SegmentId id, int limit, string? cursor, CancellationToken cancellation = default) => throw new NotSupportedException();
}
