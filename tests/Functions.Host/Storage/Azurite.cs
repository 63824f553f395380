using System.Text.RegularExpressions;

namespace Functions.Host.Storage;

/// <summary>The stand-in of Azure Storage from npm: on loopback, on free ports, in memory.</summary>
internal sealed partial class Azurite : IDisposable
{
    private const string Account = "devstoreaccount1";

    /// <summary>The key of every emulator.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Folder = Path.Combine(Repository.Artifacts, "azurite");
    private static readonly Lazy<string?> Installed = new(() => InstallAsync().GetAwaiter().GetResult());

    private readonly Dictionary<string, string> ports = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? process;

    /// <summary>Why it can't be had; null when it can.</summary>
    public static string? Missing => Installed.Value;

    public string ConnectionString => string.Join(
        ';',
        ["DefaultEndpointsProtocol=http", $"AccountName={Account}", $"AccountKey={Key}", .. ports.Select(one => $"{one.Key}Endpoint=http://127.0.0.1:{one.Value}/{Account}")]);

    public static async Task<Azurite> StartAsync()
    {
        var azurite = new Azurite();
        azurite.process = ChildProcess.Start(
            "node",
            ["node_modules/azurite/dist/src/azurite.js", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"],
            Folder,
            azurite.Hear);
        await azurite.ready.Task.WaitAsync(Patience);
        return azurite;
    }

    public void Dispose() => process?.Dispose();

    private void Hear(string line)
    {
        lock (ports)
        {
            if (Listening().Match(line) is { Success: true } heard)
                ports[heard.Groups["what"].Value] = heard.Groups["port"].Value;
            if (ports.Count == 3)
                ready.TrySetResult();
        }
    }

    /// <summary>Once a lock file: the files stay below <c>artifacts</c>.</summary>
    private static async Task<string?> InstallAsync()
    {
        var wanted = Path.Combine(AppContext.BaseDirectory, "Storage");
        var installed = Path.Combine(Folder, "installed.json");
        var locked = await File.ReadAllTextAsync(Path.Combine(wanted, "package-lock.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == locked)
            return null;

        Directory.CreateDirectory(Folder);
        foreach (var name in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(wanted, name), Path.Combine(Folder, name), overwrite: true);
        try
        {
            if (await ChildProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], Folder) is { } said)
                return $"npm could not install Azurite: {said.Split(Environment.NewLine)[0]}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no npm, from which Azurite comes.";
        }

        await File.WriteAllTextAsync(installed, locked);
        return null;
    }

    [GeneratedRegex(@"^Azurite (?<what>Blob|Queue|Table) service is successfully listening at .*:(?<port>\d+)")]
    private static partial Regex Listening();
}
