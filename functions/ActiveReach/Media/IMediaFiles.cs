namespace ActiveReach.Media;

/// <summary>Keeps the bytes of uploads, whatever they are.</summary>
public interface IMediaFiles
{
    /// <summary>Stores the body while <paramref name="check"/> sees every byte; on an exception nothing stays, and until it is done nobody can read it. Done means on disk.</summary>
    /// <param name="file">A name of <c>a-z 0-9</c> that no file has yet.</param>
    Task WriteAsync(string file, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default);

    /// <summary>The file, in which one can seek; its bytes are fetched as they are read.</summary>
    /// <exception cref="FileNotFoundException">It was deleted, or never there.</exception>
    Task<Stream> OpenReadAsync(string file, CancellationToken cancellation = default);

    /// <summary>Removes it, and what a write that was cut off has left of it. Idempotent.</summary>
    Task DeleteAsync(string file);
}
