using ActiveReach.Workspaces;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Workspaces.Health;

/// <summary>Asks the stores before anything is served: what can't be used stops the start, with the remedy of each.</summary>
internal sealed class StoreStart(CheckStores check, ILogger<StoreStart> log) : IHostedLifecycleService
{
    /// <summary>An identity and a first connection take their time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var faults = (await check.RunAsync(Patience, cancellationToken)).Where(store => store.Fault is not null).ToList();
        foreach (var store in faults)
            log.LogError("{Store}", StoreFaults.Tell(store));
        if (faults.Count > 0)
            throw new StoreRefusedException(string.Join('\n', faults.Select(StoreFaults.Tell)), faults[0].Fault);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
