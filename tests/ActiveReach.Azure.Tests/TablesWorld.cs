using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Accounts.Storage;
using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Azure.Delivery.Rows;
using ActiveReach.Azure.Tests.Accounts;
using ActiveReach.Delivery;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Emulators;
using Azure.Emulators.Faults;
using Azure.Emulators.Storage;
using Contracts.Delivery.Model;
using Contracts.Delivery.World;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests;

/// <summary>Tables of its own on the emulator that all tests share.</summary>
/// <param name="faults">What goes wrong between us and the tables.</param>
public sealed class TablesWorld(FaultPlan? faults = null) : IAsyncLifetime, IDisposable
{
    private readonly string prefix = $"t{Guid.NewGuid():N}"[..20];
    private Azurite? server;

    public CountedRequests Requests { get; } = new();

    public Traffic Traffic { get; } = new();

    public FaultPlan Faults { get; } = faults ?? new FaultPlan();

    public TablesAccount Account { get; private set; } = null!;

    public BlobsAccount Files { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        server = await RunningEmulators.StorageAsync();
        await AnotherInstance().CreateAsync();
        Account = Open(TimeProvider.System, new StoreMeter(Requests), Faults, Traffic);
        Files = new BlobsAccount(StorageWorld.Emulator(AccountKind.Blobs, server.ConnectionString), StorageWorld.Nobody, new StoreMeter());
    }

    /// <summary>As another process of the app reaches them.</summary>
    public TablesAccount AnotherInstance(TimeProvider? time = null) => Open(time ?? TimeProvider.System, new StoreMeter(), new FaultPlan());

    /// <summary>The send path on them.</summary>
    /// <param name="touches">Without it nothing is noted of messages.</param>
    public SendWorld Send(FakeTimeProvider clock, ITouches? touches = null) => new(
        new SendStores(
            new TableLedger(Account, TimeProvider.System), new TableLedgerRows(Account, TimeProvider.System), new TablePlans(Account, Files, TimeProvider.System),
            new TableActiveStages(Account, TimeProvider.System), new TablePermits(Account, clock, TimeProvider.System), touches ?? new NoTouches(), new TableConversions(Account, TimeProvider.System)),
        clock);

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => Requests.Dispose();

    private TablesAccount Open(TimeProvider time, StoreMeter meter, FaultPlan plan, Traffic? traffic = null) => TablesAccount.Of(server!.ConnectionString, meter, time, prefix, options =>
    {
        options.AddPolicy(traffic ?? new Traffic(), HttpPipelinePosition.PerRetry);
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        options.Transport = new HttpClientTransport(new HttpClient(new FaultHandler(plan) { InnerHandler = new SocketsHttpHandler() }));
    });
}
