using System.Text.RegularExpressions;

namespace Azure.Emulators.Storage;

/// <summary>The emulator of Azure Storage: on loopback, on free ports, in memory.</summary>
public sealed partial class Azurite : IDisposable
{
    private const string Account = "devstoreaccount1";

    /// <summary>The key of every emulator.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string?> Installed = new(() => NpmPackages.InstalledAsync().GetAwaiter().GetResult());

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
        if (await NpmPackages.InstalledAsync() is { } reason)
            throw new InvalidOperationException(reason);
        var azurite = new Azurite();
        azurite.process = NpmPackages.Start(
            ["node_modules/azurite/dist/src/azurite.js", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"],
            azurite.Hear);
        await azurite.ready.Task.WaitAsync(Patience);
        return azurite;
    }

    public Task Ended => process!.Ended;

    /// <summary>Breaks the pipe to it, as our own end would.</summary>
    public void LetGo() => process!.LetGo();

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

    [GeneratedRegex(@"^Azurite (?<what>Blob|Queue|Table) service is successfully listening at .*:(?<port>\d+)")]
    private static partial Regex Listening();
}
