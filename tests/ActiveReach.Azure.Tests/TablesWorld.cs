using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Accounts.Storage;
using Azure.Core.Pipeline;
using Azure.Emulators;
using Azure.Emulators.Faults;
using Azure.Emulators.Storage;

namespace ActiveReach.Azure.Tests;

/// <summary>Tables of its own on the emulator that all tests share.</summary>
/// <param name="faults">What goes wrong between us and the tables.</param>
public sealed class TablesWorld(FaultPlan? faults = null) : IAsyncLifetime, IDisposable
{
    private readonly string prefix = $"t{Guid.NewGuid():N}"[..20];
    private Azurite? server;

    public CountedRequests Requests { get; } = new();

    public FaultPlan Faults { get; } = faults ?? new FaultPlan();

    public TablesAccount Account { get; private set; } = null!;

    public BlobsAccount Files { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        server = await RunningEmulators.StorageAsync();
        await AnotherInstance().CreateAsync();
        Account = Open(TimeProvider.System, new StoreMeter(Requests), Faults);
        Files = new BlobsAccount(StorageWorld.Emulator(AccountKind.Blobs, server.ConnectionString), StorageWorld.Nobody, new StoreMeter());
    }

    /// <summary>As another process of the app reaches them.</summary>
    public TablesAccount AnotherInstance(TimeProvider? time = null) => Open(time ?? TimeProvider.System, new StoreMeter(), new FaultPlan());

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => Requests.Dispose();

    private TablesAccount Open(TimeProvider time, StoreMeter meter, FaultPlan plan) => TablesAccount.Of(server!.ConnectionString, meter, time, prefix, options =>
    {
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        options.Transport = new HttpClientTransport(new HttpClient(new FaultHandler(plan) { InnerHandler = new SocketsHttpHandler() }));
    });
}
