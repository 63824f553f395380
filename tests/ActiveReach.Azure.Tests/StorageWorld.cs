using ActiveReach.Azure.Accounts;
using Azure.Core.Pipeline;
using Azure.Emulators;
using Azure.Emulators.Faults;

namespace ActiveReach.Azure.Tests;

/// <summary>The storage account that all tests share, with faults and counts of a test's own.</summary>
public sealed class StorageWorld : IAsyncLifetime
{
    private StorageAccount? account;

    public CountedRequests Requests { get; } = new();

    public FaultPlan Faults { get; } = new();

    public StorageAccount Account => account!;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = (await RunningEmulators.StorageAsync()).ConnectionString;
        account = StorageAccount.Of(ConnectionString, new StoreMeter(Requests), options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(10);
            options.Transport = new HttpClientTransport(new HttpClient(new FaultHandler(Faults) { InnerHandler = new SocketsHttpHandler() }));
        });
    }

    public Task DisposeAsync()
    {
        Requests.Dispose();
        return Task.CompletedTask;
    }
}
