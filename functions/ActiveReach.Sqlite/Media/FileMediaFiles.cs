using ActiveReach.Media;

namespace ActiveReach.Sqlite.Media;

/// <summary>Bytes of uploads in a directory beside the database: <c>{data}/media/{file}</c>. A file has another name until it is whole and on disk.</summary>
public sealed class FileMediaFiles(string directory) : IMediaFiles
{
    private const int Chunk = 128 * 1024;
    private const string Unfinished = ".part";

    public async Task WriteAsync(string file, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(directory);
        var (path, draft) = (PathOf(file), PathOf(file) + Unfinished);
        try
        {
            await using (var written = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false))
            {
                var buffer = new byte[Chunk];
                while (await body.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, cancellation) is > 0 and var count)
                {
                    check(buffer.AsMemory(0, count));
                    await written.WriteAsync(buffer.AsMemory(0, count), cancellation);
                }

                written.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public Task<Stream> OpenReadAsync(string file, CancellationToken cancellation = default) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<Stream>(cancellation)
        : File.Exists(PathOf(file)) ? Task.FromResult<Stream>(new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous))
        : Task.FromException<Stream>(new FileNotFoundException($"There is no file '{file}' of an upload.", PathOf(file)));

    public Task DeleteAsync(string file)
    {
        foreach (var path in new[] { PathOf(file), PathOf(file) + Unfinished })
        {
            if (File.Exists(path))
                File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string file) => Path.Combine(directory, Path.GetFileName(file));
}
