using System.Text;
using System.Text.Json;
using Functions.Host.Storage;

namespace Functions.Host.MainRoad;

/// <summary>The app as <c>dotnet publish</c> makes it, run by the stand-in of the Functions host on Azurite; the platform in front has signed its
/// first admin in.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private const string Admin = "boss@shop.example";

    private readonly string files = Directory.CreateTempSubdirectory("activereach-host-").FullName;
    private Azurite? azurite;
    private FunctionsHost? host;

    internal static string Folder => Path.Combine(Repository.Artifacts, "functions-host", "app");

    internal HostLog Log { get; } = new(Path.Combine(Repository.Artifacts, "functions-host", "host.log"));

    internal FunctionsHost Host => host!;

    /// <summary>The sandbox carrier's own file: a line a message that it took.</summary>
    internal string Outbox => Path.Combine(files, "carrier.jsonl");

    internal HttpClient Client { get; private set; } = new();

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
            throw new InvalidOperationException($"The host did not start.{Environment.NewLine}{Log}", failure);
        }

        Client = new HttpClient { BaseAddress = host.Address };
        var principal = JsonSerializer.Serialize(new { auth_typ = "aad", claims = new[] { new { typ = "preferred_username", val = Admin } } });
        Client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(principal)));
        Client.DefaultRequestHeaders.Add("X-CSRF-Token", "any");
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        azurite?.Dispose();
        Directory.Delete(files, recursive: true);
    }

    private Dictionary<string, string> Settings(Uri address) => new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["WEBSITE_INSTANCE_ID"] = "stand-in",
        ["AzureWebJobsStorage"] = azurite!.ConnectionString,
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount"] = "1",
        ["ActiveReach__DataDirectory"] = files,
        ["ActiveReach__PublicUrl"] = address.ToString(),
        ["ActiveReach__PlatformSignIn"] = "true",
        ["ActiveReach__BootstrapAdmin"] = Admin,
        ["Sandbox__EventDelayMs"] = "50",
        ["Sandbox__Outbox"] = Outbox,
    };

    private static async Task PublishAsync()
    {
        if (await ChildProcess.RunAsync("dotnet", ["publish", "functions/ActiveReach.Functions", "-c", "Release", "-o", Folder, "-v", "q", "-clp:NoSummary", "-nodeReuse:false"], Repository.Root) is { } said)
            throw new InvalidOperationException($"dotnet publish failed:{Environment.NewLine}{said}");
    }
}
