using ActiveReach.Media;

namespace ActiveReach.Sqlite.Media;

/// <summary>Bytes of uploads in a directory beside the database: <c>{data}/media/{file}</c>. A file has another name until it is whole and on disk.</summary>
public sealed class FileMediaFiles(string directory) : IMediaFiles
{
    private const string Unfinished = ".part";

    public async Task WriteAsync(string file, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(directory);
        var (path, draft) = (PathOf(file), PathOf(file) + Unfinished);
        await CheckedFile.WriteAsync(draft, FileMode.Create, body, check, cancellation);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public Task<Stream> OpenReadAsync(string file, CancellationToken cancellation = default) =>
        CheckedFile.OpenReadAsync(PathOf(file), FileOptions.Asynchronous, $"There is no file '{file}' of an upload.", cancellation);

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
