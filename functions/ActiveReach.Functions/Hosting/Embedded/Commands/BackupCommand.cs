using SqliteGroupCommit;

namespace ActiveReach.Functions.Hosting;

/// <summary><c>backup TO</c> copies a data directory while an app works in it, or none; <c>restore FROM</c> makes one of such a copy.</summary>
internal static class BackupCommand
{
    private const string Unfinished = ".partial";

    public static bool IsAskedFor(string[] args) => args is ["backup" or "restore", ..];

    /// <returns>What was done, in a sentence.</returns>
    /// <exception cref="InvalidOperationException">It can't be done; nothing is left of it.</exception>
    public static string Run(string[] args, string data) =>
        args[0] is "backup" ? BackUp(Full(data), Full(args[1])) : Restore(Full(args[1]), Full(data));

    private static string BackUp(string data, string to)
    {
        var databases = KeptFiles.Databases(data);
        if (databases.Count == 0)
            throw new InvalidOperationException($"There is nothing to back up: '{data}' holds no database. Name the data directory of the app (--data DIR).");
        if (Path.Exists(to))
            throw new InvalidOperationException($"'{to}' exists already. Name a new directory for the backup.");
        if (to.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidOperationException($"'{to}' lies in the data directory. Name one outside for the backup.");
        if (Path.Exists(to + Unfinished))
            throw new InvalidOperationException($"'{to}{Unfinished}' is there: of a backup that is under way, or did not come to its end. Delete it in that case, or name another directory.");

        var draft = to + Unfinished;
        try
        {
            MakeDraft(draft);
            // The databases name files: whatever they name was there before, or came in between and is there after.
            var files = KeptFiles.CopyOthers(data, draft);
            Backup.Take([.. databases.Select(file => (Path.Combine(data, file), Path.Combine(draft, file)))]);
            files += KeptFiles.CopyOthers(data, draft);
            Directory.Move(draft, to);
            return $"Backed up to {to}: {string.Join(" and ", databases)} as they were at one instant, and whole; {files} other files.";
        }
        catch
        {
            if (Path.Exists(draft))
                Directory.Delete(draft, recursive: true);
            throw;
        }
    }

    private static string Restore(string from, string data)
    {
        var databases = KeptFiles.Databases(from);
        if (databases.Count == 0)
            throw new InvalidOperationException($"'{from}' is no backup: it holds no database.");
        if (KeptFiles.Databases(data) is [var first, ..])
            throw new InvalidOperationException($"'{data}' holds {first} already. Stop the app and move its files away, or name an empty directory (--data DIR).");

        Directory.CreateDirectory(data);
        var files = KeptFiles.CopyOthers(from, data);
        var drafts = databases.Select(file => (Draft: Path.Combine(data, file + Unfinished), Whole: Path.Combine(data, file))).ToList();
        foreach (var (file, (draft, _)) in databases.Zip(drafts))
        {
            KeptFiles.Copy(Path.Combine(from, file), draft);
            Backup.Check(draft);
        }

        RestoredMark.Set(data);

        // All or none, for one without the other would begin anew.
        drafts.ForEach(each => File.Move(each.Draft, each.Whole));
        return $"Restored to {data}: {string.Join(" and ", databases)}, which are whole; {files} other files. What was sent after the backup is not known here, so the app pauses what would send when it starts: docs/selfhost.md tells how it goes on.";
    }

    /// <summary>It will hold addresses of people and keys.</summary>
    private static void MakeDraft(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
