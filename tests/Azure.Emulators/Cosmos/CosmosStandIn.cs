using Microsoft.Azure.Cosmos;

namespace Azure.Emulators.Cosmos;

/// <summary>A stand-in of Cosmos DB: a server from npm that <c>cosmos.js</c> mends where the SDK would notice. On loopback, on a free port, in memory.</summary>
public sealed class CosmosStandIn : IDisposable
{
    private const string Ready = "Ready ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? process;

    static CosmosStandIn()
    {
        // The SDK plans queries in its own process, as the service would, and looks for no cloud around it.
        Environment.SetEnvironmentVariable("AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX", "true");
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
    }

    public string ConnectionString { get; private set; } = "";

    public static async Task<CosmosStandIn> StartAsync()
    {
        if (await NpmPackages.InstalledAsync() is { } reason)
            throw new InvalidOperationException(reason);
        var server = new CosmosStandIn();
        server.process = NpmPackages.Start(["cosmos.js"], server.Hear);
        server.ConnectionString = $"AccountEndpoint=http://127.0.0.1:{await server.port.Task.WaitAsync(Patience)}/;AccountKey=AA==;";
        return server;
    }

    /// <summary>What a client needs to speak with it.</summary>
    /// <param name="options">The client's.</param>
    /// <param name="above">What stands between the client and the network, from outside to inside.</param>
    public static void Adapt(CosmosClientOptions options, params ReadOnlySpan<DelegatingHandler> above)
    {
        DelegatingHandler outermost = new BatchOverJson { InnerHandler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) } };
        for (var index = above.Length - 1; index >= 0; index--)
        {
            above[index].InnerHandler = outermost;
            outermost = above[index];
        }

        var client = new HttpClient(outermost, disposeHandler: false);
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = true;
        options.HttpClientFactory = () => client;
    }

    /// <summary>For the client of a front that stands between the stand-in and another process: what <see cref="Adapt"/> gives to one in this process.</summary>
    public static HttpMessageHandler Translating() => new BatchOverJson { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false } };

    public void Dispose() => process?.Dispose();

    private void Hear(string line)
    {
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            port.TrySetResult(int.Parse(line.AsSpan(Ready.Length), System.Globalization.CultureInfo.InvariantCulture));
    }
}
