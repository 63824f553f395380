using ActiveReach.Audiences.Imports;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Files of imports in a directory beside the database: <c>{data}/imports/{id}</c>.</summary>
public sealed class FileImportSpool(string directory) : IImportSpool
{
    public Task<long> WriteAsync(string id, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(directory);
        return CheckedFile.WriteAsync(PathOf(id), FileMode.CreateNew, body, check, cancellation);
    }

    public Task<Stream> OpenReadAsync(string id, CancellationToken cancellation = default) =>
        CheckedFile.OpenReadAsync(PathOf(id), FileOptions.SequentialScan, $"The spool has no file of the import '{id}'.", cancellation);

    public Task DeleteAsync(string id)
    {
        if (File.Exists(PathOf(id)))
            File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    private string PathOf(string id) => Path.Combine(directory, Path.GetFileName(id));
}
