using System.Globalization;
using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Segments with all their versions. The audit entry of a change is committed with it.</summary>
/// <remarks>Each write moves the workspace's <see cref="SegmentWeb"/>, so that of two edits that are right each by itself and close a cycle
/// together one finds that it looked at what has changed.</remarks>
public sealed class SavedSegments(IDocuments documents)
{
    private const string OnlyOne = "one";

    private static readonly DocumentKind<Segment> Kind = new DocumentKind<Segment>("segment", segment => segment.Id.Value)
        .By("name", segment => ListText.Fold(segment.Name))
        .By("createdAt", segment => segment.CreatedAt)
        .By("updatedAt", segment => segment.UpdatedAt)
        .By("words", segment => ListText.Fold(string.Join('\n', [segment.Id.Value, segment.Name, segment.Description])))
        .ByMany("tag", segment => segment.Tags.Select(tag => (FieldValue)ListText.Fold(tag)))
        .ByMany("goal", segment => segment.Goals.Select(goal => (FieldValue)ListText.Fold(goal)))
        .ByMany("names", segment => SegmentNames.In(segment.Audience).Select(named => (FieldValue)named.Value));

    /// <summary>Every version there has been, also of those that are gone.</summary>
    private static readonly DocumentKind<Segment> Versions = new DocumentKind<Segment>("segment-version", segment => VersionId(segment.Id, segment.Version))
        .By("segment", segment => segment.Id.Value);

    private static readonly DocumentKind<SegmentCount> Webs = new("segment-web", _ => OnlyOne);

    /// <summary>The segment as it is, or in an older version. Old versions outlive a deletion; without a version a deleted segment is
    /// null.</summary>
    public async Task<Segment?> FindAsync(WorkspaceId workspace, SegmentId id, int? version = null, CancellationToken cancellation = default) => version is { } one
        ? (await documents.FindAsync(Versions, workspace.Partition, VersionId(id, one), cancellation))?.Value
        : (await documents.FindAsync(Kind, workspace.Partition, id.Value, cancellation))?.Value;

    /// <summary>What to read before anything that a write depends on.</summary>
    public async Task<SegmentWeb> WebAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        await documents.FindAsync(Webs, workspace.Partition, OnlyOne, cancellation) is { } web ? new SegmentWeb(web.Value.Segments, web.ETag) : new SegmentWeb(0, null);

    /// <summary>The segments that name this one themselves, in order of their ids.</summary>
    public async Task<IReadOnlyList<Segment>> UsersOfAsync(WorkspaceId workspace, SegmentId id, CancellationToken cancellation = default) =>
        await documents.AllAsync(Kind, Kind.In(workspace.Partition) with { Where = [FieldCondition.Is("names", id.Value)] }, cancellation);

    /// <summary>The segments that name this one, and those that name them, and so on.</summary>
    public async Task<IReadOnlyList<Segment>> AllUsersOfAsync(WorkspaceId workspace, SegmentId id, CancellationToken cancellation = default)
    {
        var (users, seen, next) = (new List<Segment>(), new HashSet<SegmentId> { id }, new Queue<SegmentId>([id]));
        while (next.TryDequeue(out var used))
        {
            foreach (var user in (await UsersOfAsync(workspace, used, cancellation)).Where(user => seen.Add(user.Id)))
            {
                users.Add(user);
                next.Enqueue(user.Id);
            }
        }

        return users;
    }

    /// <summary>Writes a new version if no segment of the workspace was written since <paramref name="web"/> was read. A new segment gets
    /// version 1, or goes on counting where a deleted one with its id stopped. Null when somebody was faster.</summary>
    public async Task<Segment?> TryWriteAsync(Segment segment, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var partition = segment.Workspace.Partition;
        var isNew = await FindAsync(segment.Workspace, segment.Id, cancellation: cancellation) is null;
        var last = await documents.QueryAsync(Versions, VersionsOf(segment.Workspace, segment.Id) with { Limit = 1 }, cancellation);
        var written = segment with { Version = last.Items is [{ Value.Version: var version }] ? version + 1 : 1 };
        var done = await documents.CommitAsync(
            partition, [Move(web, isNew ? 1 : 0), Kind.Put(written), Versions.Add(written), .. AuditTrail.Tell(audit)], cancellation);
        return done.IsDone ? written : null;
    }

    /// <summary>Deletes the segment but for its versions; false when somebody was faster.</summary>
    public async Task<bool> TryDeleteAsync(WorkspaceId workspace, SegmentId id, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, workspace.Partition, id.Value, cancellation) is { } found
        && (await documents.CommitAsync(workspace.Partition, [Move(web, -1), Kind.Delete(found), .. AuditTrail.Tell(audit)], cancellation)).IsDone;

    public async Task<Page<Segment>> ListAsync(WorkspaceId workspace, SegmentQuery query, CancellationToken cancellation = default)
    {
        var where = new List<FieldCondition>();
        if (query.Tag is { } tag)
            where.Add(FieldCondition.Is("tag", ListText.Fold(tag)));
        if (query.Goal is { } goal)
            where.Add(FieldCondition.Is("goal", ListText.Fold(goal)));
        if (query.Text is { Length: > 0 } text)
            where.Add(FieldCondition.Contains("words", ListText.Fold(text)));
        return (await documents.QueryAsync(Kind, query.Page.Ask(Kind.In(workspace.Partition), query.Page.Sort, where), cancellation)).ToPage();
    }

    /// <summary>The versions of a segment, newest first; of a deleted one too.</summary>
    public async Task<Page<Segment>> ListVersionsAsync(WorkspaceId workspace, SegmentId id, PageQuery query, CancellationToken cancellation = default)
    {
        var versions = VersionsOf(workspace, id);
        return (await documents.QueryAsync(Versions, query.Ask(versions, orderBy: null, versions.Where), cancellation)).ToPage();
    }

    private static DocumentQuery VersionsOf(WorkspaceId workspace, SegmentId id) =>
        Versions.In(workspace.Partition) with { Where = [FieldCondition.Is("segment", id.Value)], Descending = true };

    private static DocumentChange Move(SegmentWeb web, int more)
    {
        var after = new SegmentCount(web.Segments + more);
        return web.ETag is null ? Webs.Add(after) : Webs.Replace(after, web.ETag);
    }

    private static string VersionId(SegmentId id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}|{version:D10}");

    private sealed record SegmentCount(int Segments);
}

/// <summary>The segments of a workspace, which name each other, as a whole.</summary>
/// <param name="Segments">How many there are.</param>
/// <param name="ETag">Another one after each write of a segment of the workspace; null before the first.</param>
public sealed record SegmentWeb(int Segments, string? ETag);

/// <summary>What to list; null members don't filter.</summary>
/// <param name="Text">Part of id, name or description, whatever the case.</param>
/// <param name="Page">Sorted by <c>name</c>, <c>createdAt</c> or <c>updatedAt</c>.</param>
public sealed record SegmentQuery(PageQuery Page, string? Text = null, string? Tag = null, string? Goal = null);
