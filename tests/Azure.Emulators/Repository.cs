namespace Azure.Emulators;

/// <summary>Places in the tree from which the tests were built.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>What is made and never kept.</summary>
    public static string Artifacts => Path.Combine(Root, "artifacts");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActiveReach.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No ActiveReach.sln above '{AppContext.BaseDirectory}': the app to publish is found from there.");
    }
}
