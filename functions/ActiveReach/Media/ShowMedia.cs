using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>Uploads with who uses them.</summary>
public sealed class ShowMedia(SavedMedia media, IMediaUses uses)
{
    public async Task<ShownMedia?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        await media.FindAsync(workspace, id, cancellation) is { } item ? await OfAsync(item, cancellation) : null;

    /// <inheritdoc cref="SavedMedia.ListAsync"/>
    public async Task<Page<ShownMedia>> ListAsync(WorkspaceId workspace, MediaKind? kind, string? search, PageQuery query, CancellationToken cancellation = default)
    {
        var page = await media.ListAsync(workspace, kind, search, query, cancellation);
        var shown = new List<ShownMedia>(page.Items.Count);
        foreach (var item in page.Items)
            shown.Add(await OfAsync(item, cancellation));
        return new Page<ShownMedia>(shown, page.NextCursor, page.Total);
    }

    public async Task<ShownMedia> OfAsync(MediaItem item, CancellationToken cancellation = default) =>
        new(item, await uses.OfAsync(item.Workspace, item.Id, cancellation));
}

public sealed record ShownMedia(MediaItem Item, IReadOnlyList<MediaUse> UsedBy);
