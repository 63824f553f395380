namespace ActiveReach.Functions.Hosting;

/// <summary>What lies in a data directory, by paths within it: databases, and files beside them.</summary>
internal static class KeptFiles
{
    private const string Database = ".db";

    /// <summary>What a process that uses the databases has there for itself.</summary>
    private static readonly string[] OfAProcess = [Database + "-wal", Database + "-shm", ".lock"];

    public static IReadOnlyList<string> Databases(string directory) => [.. All(directory).Where(IsDatabase)];

    /// <summary>Copies what is no database and not there yet as it is now.</summary>
    /// <returns>How many files.</returns>
    public static int CopyOthers(string from, string to) =>
        All(from).Count(file => !IsDatabase(file) && !OfAProcess.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && Copy(Path.Combine(from, file), Path.Combine(to, file)));

    /// <summary>Copies a file with its mode and the time of its last change.</summary>
    /// <returns>False when it is there already, is gone, or somebody is still writing it who was promised nothing yet.</returns>
    public static bool Copy(string from, string to)
    {
        var last = File.GetLastWriteTimeUtc(from);
        using var source = Open(from);
        if (source is null || (File.Exists(to) && File.GetLastWriteTimeUtc(to) == last && new FileInfo(to).Length == source.Length))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var made = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            made.UnixCreateMode = File.GetUnixFileMode(source.SafeFileHandle);
        using (var target = new FileStream(to, made))
        {
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }

        File.SetLastWriteTimeUtc(to, last);
        return true;
    }

    private static IEnumerable<string> All(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(directory, file)).Order(StringComparer.Ordinal)
        : [];

    private static bool IsDatabase(string file) => file.EndsWith(Database, StringComparison.Ordinal);

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
