using System.Text.Json.Nodes;

namespace Functions.Host.MainRoad;

/// <summary>The app as <c>dotnet publish</c> makes it, run by the stand-in of the Functions host on Azurite.</summary>
public class PublishedApp : IAsyncLifetime
{
    private const string FirstAdmin = "boss@shop.example";

    private static readonly Lazy<Task> Published = new(PublishAsync);

    private readonly string files = Directory.CreateTempSubdirectory("activereach-host-").FullName;
    private Azurite? azurite;
    private FunctionsHost? host;
    private Person? admin;

    public PublishedApp()
        : this("host.log")
    {
    }

    private protected PublishedApp(string log) => Log = new HostLog(Path.Combine(Repository.Artifacts, "functions-host", log));

    internal static string Folder => Path.Combine(Repository.Artifacts, "functions-host", "app");

    internal HostLog Log { get; }

    internal FunctionsHost Host => host!;

    /// <summary>Whom the app let in by its settings alone.</summary>
    internal Person Admin => admin!;

    internal Azurite Storage => azurite!;

    /// <summary>Where SQLite would keep everything.</summary>
    internal string ProductFile => Path.Combine(files, "product.db");

    private string Outbox => Path.Combine(files, "carrier.jsonl");

    public async Task InitializeAsync()
    {
        if (Azurite.Missing is not null)
            return;
        await Published.Value;
        azurite = await Azurite.StartAsync();
        try
        {
            var stores = await StoresAsync();
            host = await FunctionsHost.StartAsync(Folder, address => new Dictionary<string, string>(Settings(address).Concat(stores)), Log);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The host did not start. {Log}", failure);
        }

        admin = Somebody(FirstAdmin);
        await admin.PatchAsync("settings", new { senders = new { sms = "+18005550111" } });
    }

    public virtual async Task DisposeAsync()
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

    /// <summary>Where the app keeps what it knows: in its file, as on a developer's machine, with files of imports as blobs.</summary>
    internal virtual Task<IReadOnlyDictionary<string, string>> StoresAsync() => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["ActiveReach__Store__Media"] = "blobs",
        ["ActiveReach__Store__Media__Emulator"] = Storage.ConnectionString,
    });

    private Dictionary<string, string> Settings(Uri address) => new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["AzureWebJobsStorage"] = azurite!.ConnectionString,
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount"] = "1",
        ["ActiveReach__DataDirectory"] = files,
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
