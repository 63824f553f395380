using ActiveReach.Audiences.Imports;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Files of imports in a directory beside the database: <c>{data}/imports/{id}</c>.</summary>
public sealed class FileImportSpool(string directory) : IImportSpool
{
    private const int Chunk = 128 * 1024;

    public async Task<long> WriteAsync(string id, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(directory);
        var path = PathOf(id);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false);
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

    public Task<Stream> OpenReadAsync(string id, CancellationToken cancellation = default) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<Stream>(cancellation)
        : File.Exists(PathOf(id)) ? Task.FromResult<Stream>(new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan))
        : Task.FromException<Stream>(new FileNotFoundException($"The spool has no file of the import '{id}'.", PathOf(id)));

    public Task DeleteAsync(string id)
    {
        if (File.Exists(PathOf(id)))
            File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    private string PathOf(string id) => Path.Combine(directory, Path.GetFileName(id));
}
