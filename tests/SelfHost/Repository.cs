namespace SelfHost;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActiveReach.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No ActiveReach.sln above '{AppContext.BaseDirectory}': these tests copy the source tree, so run them from within it.");
    }
}
