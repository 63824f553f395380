namespace ActiveReach.Media;

/// <summary>Opens an upload for whoever has its link.</summary>
public sealed class OpenMedia(SavedMedia media, IMediaFiles files, MediaLinks links)
{
    /// <summary>Null where the link leads nowhere, or not any more.</summary>
    public async Task<(MediaItem Item, Stream Body)?> RunAsync(string token, CancellationToken cancellation = default)
    {
        if (links.Read(token) is not var (workspace, id) || await media.FindAsync(workspace, id, cancellation) is not { } item)
            return null;
        try
        {
            return (item, await files.OpenReadAsync(item.File, cancellation));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
