using ActiveReach.Channels;
using ActiveReach.Channels.Attached;
using ActiveReach.Workspaces;

namespace ActiveReach.Media.Attached;

/// <summary>The bytes of uploads that go with mails. They are read once for all batches that carry them; those that were used last are kept, up to a bound.</summary>
public sealed class AttachedFiles(SavedMedia media, IMediaFiles files) : IDisposable
{
    /// <summary>Bytes that are kept; what batches under way carry may come on top. Their base64, where a vendor wants it, is a third more.</summary>
    private const long Kept = 64_000_000;

    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly Dictionary<(WorkspaceId Workspace, string Media), LinkedListNode<KeptFile>> known = [];
    private readonly LinkedList<KeptFile> lastUsed = [];
    private long bytes;

    /// <summary>The messages with the bytes of what goes with them; null for one of which a file is no more.</summary>
    public async Task<IReadOnlyList<OutgoingMessage?>> AttachAsync(WorkspaceId workspace, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation = default)
    {
        var found = new Dictionary<string, AttachedFile?>(StringComparer.Ordinal);
        foreach (var id in messages.SelectMany(message => message.Attachments).Select(attachment => attachment.MediaId).Distinct(StringComparer.Ordinal))
            found[id] = await FindAsync(workspace, id, cancellation);
        return [.. messages.Select(message => message.Attachments.All(attachment => found[attachment.MediaId] is not null)
            ? message with { Attachments = [.. message.Attachments.Select(attachment => attachment with { File = found[attachment.MediaId] })] }
            : null)];
    }

    /// <summary>Null where it is no more.</summary>
    public async Task<AttachedFile?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default)
    {
        // One at a time: whoever wants the same finds it then.
        await reading.WaitAsync(cancellation);
        try
        {
            if (known.TryGetValue((workspace, id), out var node))
            {
                lastUsed.Remove(node);
                lastUsed.AddFirst(node);
                return node.Value.File;
            }

            if (await media.FindAsync(workspace, id, cancellation) is not { } item || await ReadAsync(item, cancellation) is not { } file)
                return null;
            known[(workspace, id)] = lastUsed.AddFirst(new KeptFile((workspace, id), file));
            bytes += file.Length;
            while (bytes > Kept && lastUsed.Last is { } oldest)
            {
                lastUsed.Remove(oldest);
                known.Remove(oldest.Value.Key);
                bytes -= oldest.Value.File.Length;
            }

            return file;
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private async Task<AttachedFile?> ReadAsync(MediaItem item, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await files.OpenReadAsync(item.File, cancellation);
            var whole = new byte[item.Bytes];
            await stream.ReadExactlyAsync(whole, cancellation);
            return new AttachedFile(whole);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private sealed record KeptFile((WorkspaceId Workspace, string Media) Key, AttachedFile File);
}
