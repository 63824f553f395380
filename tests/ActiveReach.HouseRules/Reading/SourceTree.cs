namespace ActiveReach.HouseRules.Reading;

/// <summary>The repository's own files, as text.</summary>
internal static class SourceTree
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "artifacts", ".git", ".data", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder whose names end so, with paths relative to the root and forward slashes.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, string ending)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? [.. Below(start).Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => new SourceFile(Relative(path)))]
            : [];
    }

    public static IReadOnlyList<SourceFile> Files(IEnumerable<string> folders, string ending) => [.. folders.SelectMany(folder => Files(folder, ending))];

    /// <summary>Folders below a folder, itself included.</summary>
    public static IEnumerable<string> Folders(string folder) => FoldersBelow(Path.Combine(Root, folder)).Select(Relative);

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Below(string folder) => FoldersBelow(folder).SelectMany(Directory.EnumerateFiles);

    private static IEnumerable<string> FoldersBelow(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(path => !Generated.Contains(Path.GetFileName(path), StringComparer.Ordinal))
            .SelectMany(FoldersBelow)
            .Prepend(folder);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActiveReach.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No ActiveReach.sln above '{AppContext.BaseDirectory}': the house rules read the source tree, so run them from within it.");
    }
}
