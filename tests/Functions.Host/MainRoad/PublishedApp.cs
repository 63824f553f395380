using System.Text.Json.Nodes;

namespace Functions.Host.MainRoad;

/// <summary>The app as <c>dotnet publish</c> makes it, run by the stand-in of the Functions host on Azurite.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private const string FirstAdmin = "boss@shop.example";

    private readonly string files = Directory.CreateTempSubdirectory("activereach-host-").FullName;
    private Azurite? azurite;
    private FunctionsHost? host;
    private Person? admin;

    internal static string Folder => Path.Combine(Repository.Artifacts, "functions-host", "app");

    internal HostLog Log { get; } = new(Path.Combine(Repository.Artifacts, "functions-host", "host.log"));

    internal FunctionsHost Host => host!;

    /// <summary>Whom the app let in by its settings alone.</summary>
    internal Person Admin => admin!;

    private string Outbox => Path.Combine(files, "carrier.jsonl");

    public async Task InitializeAsync()
    {
        if (Azurite.Missing is not null)
            return;
        await PublishAsync();
        azurite = await Azurite.StartAsync();
        try
        {
            host = await FunctionsHost.StartAsync(Folder, Settings, Log);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The host did not start. {Log}", failure);
        }

        admin = Somebody(FirstAdmin);
        await admin.PatchAsync("settings", new { senders = new { sms = "+18005550111" } });
    }

    public async Task DisposeAsync()
    {
        admin?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        azurite?.Dispose();
        Directory.Delete(files, recursive: true);
    }

    internal Person Somebody(string email) => new(Host.Address, email, Log);

    /// <summary>What the sandbox carrier took for a campaign, by its own file.</summary>
    internal IReadOnlyList<JsonNode> Taken(string campaign) =>
        [.. (File.Exists(Outbox) ? File.ReadLines(Outbox) : []).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!).Where(message => (string?)message["campaign"] == campaign)];

    private Dictionary<string, string> Settings(Uri address) => new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["AzureWebJobsStorage"] = azurite!.ConnectionString,
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount"] = "1",
        ["ActiveReach__DataDirectory"] = files,
        ["ActiveReach__Store__Media"] = "blobs",
        ["ActiveReach__Store__Media__Emulator"] = azurite.ConnectionString,
        ["ActiveReach__PublicUrl"] = address.ToString(),
        ["ActiveReach__PlatformSignIn"] = "true",
        ["ActiveReach__BootstrapAdmin"] = FirstAdmin,
        // Long enough to be killed in.
        ["Sandbox__LatencyMs"] = "500",
        ["Sandbox__EventDelayMs"] = "50",
        // Whoever writes STOP to one campaign is not reached by the next.
        ["Sandbox__StopRate"] = "0",
        ["Sandbox__Outbox"] = Outbox,
    };

    private static async Task PublishAsync()
    {
        if (await ChildProcess.RunAsync("dotnet", ["publish", "functions/ActiveReach.Functions", "-c", "Release", "-o", Folder, "-v", "q", "-clp:NoSummary", "-nodeReuse:false"], Repository.Root) is { } said)
            throw new InvalidOperationException($"dotnet publish failed:{Environment.NewLine}{said}");
    }
}
