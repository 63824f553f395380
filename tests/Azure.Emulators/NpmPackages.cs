namespace Azure.Emulators;

/// <summary>The emulators as npm brings them: once a lock file, below <c>artifacts</c>.</summary>
internal static class NpmPackages
{
    private static readonly Lazy<Task<string?>> Installation = new(InstallAsync);

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Artifacts, "emulators");

    /// <summary>Null when they are there; else why they can't be had.</summary>
    public static Task<string?> InstalledAsync() => Installation.Value;

    /// <summary>An emulator in a process of its own, on a leash.</summary>
    public static ChildProcess Start(IEnumerable<string> script, Action<string> hear) => ChildProcess.Start("node", ["--require", "./leash.js", .. script], Folder, hear);

    private static async Task<string?> InstallAsync()
    {
        var wanted = Path.Combine(AppContext.BaseDirectory, "Npm");
        var mark = Path.Combine(Folder, "installed.json");
        var locked = await File.ReadAllTextAsync(Path.Combine(wanted, "package-lock.json"));
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.EnumerateFiles(wanted))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == locked)
            return null;
        try
        {
            if (await ChildProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"], Folder) is { } said)
                return $"npm could not install the emulators of Azure: {said.Split(Environment.NewLine)[0]}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no npm, from which the emulators of Azure come: install Node.js 20 or newer and run ./test again.";
        }

        await File.WriteAllTextAsync(mark, locked);
        return null;
    }
}
