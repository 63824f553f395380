using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Accounts.Storage;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Emulators;
using Azure.Emulators.Faults;

namespace ActiveReach.Azure.Tests;

/// <summary>The storage account that all tests share, with faults and counts of a test's own.</summary>
public sealed class StorageWorld : IAsyncLifetime
{
    private QueuesAccount? queues;
    private BlobsAccount? blobs;

    /// <summary>Shown to an emulator, which asks for no identity.</summary>
    public static TokenCredential Nobody { get; } = DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("An emulator asks for no identity."));

    public CountedRequests Requests { get; } = new();

    public FaultPlan Faults { get; } = new();

    public QueuesAccount Queues => queues!;

    public BlobsAccount Blobs => blobs!;

    public string ConnectionString { get; private set; } = "";

    public static AccountOptions Emulator(AccountKind kind, string connection) => new() { Kind = kind, Setting = "ActiveReach__Emulator", Emulator = connection };

    public async Task InitializeAsync()
    {
        ConnectionString = (await RunningEmulators.StorageAsync()).ConnectionString;
        queues = new QueuesAccount(Emulator(AccountKind.Queues, ConnectionString), Nobody, new StoreMeter(Requests), Adapt);
        blobs = new BlobsAccount(Emulator(AccountKind.Blobs, ConnectionString), Nobody, new StoreMeter(Requests), Adapt);
    }

    public Task DisposeAsync()
    {
        Requests.Dispose();
        return Task.CompletedTask;
    }

    private void Adapt(ClientOptions options)
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(10);
        options.Transport = new HttpClientTransport(new HttpClient(new FaultHandler(Faults) { InnerHandler = new SocketsHttpHandler() }));
    }
}
