namespace ActiveReach.Sqlite;

/// <summary>A file that takes a body of unknown length.</summary>
internal static class CheckedFile
{
    private const int Chunk = 128 * 1024;

    /// <summary>Writes the body while <paramref name="check"/> sees every byte; on an exception the file is gone. Done means on disk.</summary>
    /// <returns>Bytes.</returns>
    public static async Task<long> WriteAsync(string path, FileMode mode, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false);
            var buffer = new byte[Chunk];
            while (await body.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, cancellation) is > 0 and var count)
            {
                check(buffer.AsMemory(0, count));
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }

            file.Flush(flushToDisk: true);
            return file.Length;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <param name="missing">What is said where there is none.</param>
    public static Task<Stream> OpenReadAsync(string path, FileOptions options, string missing, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<Stream>(cancellation)
        : File.Exists(path) ? Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, options))
        : Task.FromException<Stream>(new FileNotFoundException(missing, path));
}
