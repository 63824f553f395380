using System.Net;
using System.Text.Json.Nodes;
using Functions.Host.Http;
using Functions.Host.Instances.Apps;

namespace Functions.Host.MainRoad;

/// <summary>The app as <c>dotnet publish</c> makes it, run by the stand-in of the Functions host on Azurite.</summary>
public class PublishedApp : IAsyncLifetime
{
    /// <summary>What texts come from.</summary>
    internal const string Sender = "+18005550111";

    private const string FirstAdmin = "boss@shop.example";

    private static readonly Lazy<Task> Published = new(PublishAsync);

    private readonly string files = Directory.CreateTempSubdirectory("activereach-host-").FullName;
    private readonly List<Instance> instances = [];
    private readonly string name;
    private IReadOnlyDictionary<string, string> stores = new Dictionary<string, string>();
    private Azurite? azurite;
    private Front? front;
    private Person? admin;
    private int requests;

    public PublishedApp()
        : this("host")
    {
    }

    private protected PublishedApp(string name) => (this.name, Log) = (name, LogOf(name));

    internal static string Folder => Path.Combine(Repository.Artifacts, "functions-host", "app");

    /// <summary>Of the first instance, and of what stands around all of them.</summary>
    internal HostLog Log { get; }

    /// <summary>The one address of all instances.</summary>
    internal Uri Address => front!.Address;

    internal FunctionsHost Host => Serving[0].Host;

    /// <summary>Whom the app let in by its settings alone.</summary>
    internal Person Admin => admin!;

    internal Azurite Storage => azurite!;

    /// <summary>Where SQLite would keep everything.</summary>
    internal string ProductFile => Path.Combine(files, "product.db");

    /// <summary>The instances that are there now.</summary>
    internal IReadOnlyList<Instance> Serving
    {
        get
        {
            lock (instances)
                return [.. instances.Where(instance => instance.IsServing)];
        }
    }

    public async Task InitializeAsync()
    {
        if (Azurite.Missing is not null)
            return;
        await Published.Value;
        azurite = await Azurite.StartAsync();
        front = await Front.StartAsync(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }, NextServing, Log);
        stores = await StoresAsync();
        await JoinAsync();
        admin = Somebody(FirstAdmin);
        await admin.PatchAsync("settings", new { senders = new { sms = Sender } });
    }

    public virtual async Task DisposeAsync()
    {
        admin?.Dispose();
        foreach (var instance in Serving)
            await instance.DisposeAsync();
        if (front is not null)
            await front.DisposeAsync();
        azurite?.Dispose();
        Directory.Delete(files, recursive: true);
    }

    internal Person Somebody(string email) => new(Address, email, Log);

    /// <summary>What the sandbox carriers of all instances took for a campaign, by their own files.</summary>
    internal IReadOnlyList<JsonNode> Taken(string campaign)
    {
        lock (instances)
            return [.. instances.DistinctBy(instance => instance.Outbox).SelectMany(instance => instance.Taken(campaign))];
    }

    internal int Count(string campaign)
    {
        lock (instances)
            return instances.DistinctBy(instance => instance.Outbox).Sum(instance => instance.Count(campaign));
    }

    /// <summary>Starts one more instance on the same stores.</summary>
    internal async Task<Instance> JoinAsync()
    {
        var number = instances.Count + 1;
        var (log, outbox) = (number == 1 ? Log : LogOf($"{name}-{number}"), OutboxOf(number));
        try
        {
            return await AddAsync(new Instance(await FunctionsHost.StartAsync(Folder, _ => Settings(number, outbox, stores), log), outbox));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The host did not start. {log}", failure);
        }
    }

    /// <summary>Starts one more instance, in a process of its own.</summary>
    /// <param name="lost">Whose place it takes: its carrier has the file of that one.</param>
    internal async Task<Instance> JoinAloneAsync(Instance? lost = null)
    {
        var number = instances.Count + 1;
        var outbox = lost?.Outbox ?? OutboxOf(number);
        return await AddAsync(new Instance(await HostProcess.StartAsync(Folder, Settings(number, outbox, stores), PathOf($"{name}-{number}")), outbox));
    }

    /// <summary>Where the app keeps what it knows: in its file, as on a developer's machine, with files of imports as blobs.</summary>
    internal virtual Task<IReadOnlyDictionary<string, string>> StoresAsync() => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["ActiveReach__Store__Media"] = "blobs",
        ["ActiveReach__Store__Media__Emulator"] = Storage.ConnectionString,
    });

    /// <summary>What is set of an instance beside its stores.</summary>
    private protected virtual Dictionary<string, string> Settings(int number, string outbox, IReadOnlyDictionary<string, string> stores) => new(stores)
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["AzureWebJobsStorage"] = azurite!.ConnectionString,
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval"] = "00:00:00.200",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount"] = "1",
        ["ActiveReach__DataDirectory"] = files,
        ["ActiveReach__PublicUrl"] = Address.ToString(),
        ["ActiveReach__PlatformSignIn"] = "true",
        ["ActiveReach__BootstrapAdmin"] = FirstAdmin,
        // Long enough to be killed in.
        ["Sandbox__LatencyMs"] = "500",
        ["Sandbox__EventDelayMs"] = "50",
        // Whoever writes STOP to one campaign is not reached by the next.
        ["Sandbox__StopRate"] = "0",
        ["Sandbox__Outbox"] = outbox,
    };

    private static HostLog LogOf(string name) => new(PathOf(name));

    private static string PathOf(string name) => Path.Combine(Repository.Artifacts, "functions-host", $"{name}.log");

    private string OutboxOf(int number) => Path.Combine(files, $"carrier-{number}.jsonl");

    /// <summary>It gets requests when it has answered one, as behind the platform's front: a cold worker may miss its first on a busy machine.</summary>
    private async Task<Instance> AddAsync(Instance instance)
    {
        using var client = new HttpClient { BaseAddress = instance.Address };
        await Eventually.SeenAsync("the instance is ready", () => StatusAsync(client, "api/ready"), status => status is HttpStatusCode.OK);
        lock (instances)
            instances.Add(instance);
        return instance;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task PublishAsync()
    {
        if (await ChildProcess.RunAsync("dotnet", ["publish", "functions/ActiveReach.Functions", "-c", "Release", "-o", Folder, "-v", "q", "-clp:NoSummary", "-nodeReuse:false"], Repository.Root) is { } said)
            throw new InvalidOperationException($"dotnet publish failed:{Environment.NewLine}{said}");
    }

    /// <summary>Requests go to the instances in turn.</summary>
    private Uri? NextServing() => Serving is { Count: > 0 } serving ? serving[Interlocked.Increment(ref requests) % serving.Count].Address : null;
}
