namespace ActiveReach.Stories.Golden;

/// <summary>The histories of released orchestrations, one folder a version, one file an execution.</summary>
internal static class HistoryFolder
{
    /// <summary>Names a new version's folder, e.g. <c>v2</c>: then the stories write their histories there.</summary>
    public const string RecordVariable = "ACTIVEREACH_RECORD_HISTORIES";

    private static readonly string Path = Find();

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static string NameOf(string file) => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/');

    public static string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    /// <summary>Keeps a history; one that is there already belongs to a release and is never overwritten.</summary>
    public static void Add(string version, string name, string history)
    {
        var file = System.IO.Path.Combine(Path, version, name + ".json");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        if (File.Exists(file))
            throw new InvalidOperationException($"'{NameOf(file)}' is there already and belongs to a release. Set {RecordVariable} to a version that has no folder yet.");
        File.WriteAllText(file, history + "\n");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ActiveReach.sln")))
            folder = folder.Parent;
        return System.IO.Path.Combine(
            folder?.FullName ?? throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds ActiveReach.sln. Run the tests from the repository."),
            "tests", "ActiveReach.Stories", "Golden", "Histories");
    }
}
