using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>The uploads of all workspaces; their bytes lie with <see cref="IMediaFiles"/>.</summary>
public sealed class SavedMedia(IDocuments documents)
{
    private static readonly DocumentKind<MediaItem> Kind = new DocumentKind<MediaItem>("media", item => item.Id)
        .By("name", item => ListText.Fold(item.Name))
        .By("kind", item => (double)item.Form.Kind)
        .By("bytes", item => (double)item.Bytes)
        .By("createdAt", item => item.CreatedAt)
        .By("checkedAt", item => item.CheckedAt);

    public async Task<MediaItem?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        MediaItem.BytesOf(id) is null ? null : (await documents.FindAsync(Kind, workspace.Partition, id, cancellation))?.Value;

    /// <summary>Puts an upload down that takes its file; false when it is there already.</summary>
    public async Task<bool> TryAddAsync(MediaItem item, AuditEntry audit, CancellationToken cancellation = default) =>
        (await documents.CommitAsync(item.Workspace.Partition, [Kind.Add(item), LooseFiles.Taken(item.File), .. AuditTrail.Tell(audit)], cancellation)).IsDone;

    /// <summary>Takes an upload away, whose file is loose from then on; false when it is gone or another.</summary>
    internal async Task<bool> TryDeleteAsync(MediaItem item, DocumentChange loose, AuditEntry audit, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, item.Workspace.Partition, item.Id, cancellation) is { } stored && stored.Value.File == item.File
        && (await documents.CommitAsync(item.Workspace.Partition, [Kind.Delete(stored), loose, .. AuditTrail.Tell(audit)], cancellation)).IsDone;

    /// <summary>Notes that it was looked for who uses it.</summary>
    internal async Task<bool> TryCheckAsync(MediaItem item, DateTimeOffset at, DateTimeOffset? unusedSince, CancellationToken cancellation) =>
        await documents.FindAsync(Kind, item.Workspace.Partition, item.Id, cancellation) is { } stored
        && await documents.TryAsync(item.Workspace.Partition, Kind.Replace(stored.Value with { CheckedAt = at, UnusedSince = unusedSince }, stored.ETag), cancellation);

    /// <summary>Those that were last checked before then, the longest ago first.</summary>
    internal async Task<IReadOnlyList<MediaItem>> UncheckedAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation)
    {
        var query = Kind.In(workspace.Partition) with { Where = [FieldCondition.Within("checkedAt", null, before)], OrderBy = "checkedAt", Limit = limit };
        return [.. (await documents.QueryAsync(Kind, query, cancellation)).Items.Select(each => each.Value)];
    }

    /// <param name="search">Found in names.</param>
    public async Task<Page<MediaItem>> ListAsync(WorkspaceId workspace, MediaKind? kind, string? search, PageQuery query, CancellationToken cancellation = default)
    {
        var where = new List<FieldCondition>();
        if (kind is { } one)
            where.Add(FieldCondition.Is("kind", (double)one));
        if (search is { Length: > 0 })
            where.Add(FieldCondition.Contains("name", ListText.Fold(search)));
        return (await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), query.Sort, where), cancellation)).ToPage();
    }
}
