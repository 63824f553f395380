namespace SqliteGroupCommit;

/// <summary>Keeps a database file for one process: SQLite would let a second one in, and each would do the other's work again.
/// The system takes it back from a process that dies.</summary>
internal static class Occupation
{
    /// <exception cref="InvalidOperationException">Somebody else has it, or the directory can't be written.</exception>
    public static FileStream Take(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        var mark = Path.ChangeExtension(path, ".lock");
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException || (error is IOException && !File.Exists(mark)))
        {
            throw new InvalidOperationException($"The data directory '{directory}' can't be made or written. Make it writable, or start with another one (--data DIR).", error);
        }
        catch (IOException error)
        {
            throw new InvalidOperationException(
                $"The data directory '{directory}' is in use by another process, which holds {Path.GetFileName(path)}. Stop that one, or start with another directory (--data DIR).", error);
        }
    }
}
