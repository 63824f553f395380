using ActiveReach.Sqlite;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Hosting;

/// <summary>Tells the simulated clock of writes to the product's store, so that it does not jump over one.</summary>
internal sealed class ProductIdleness(RuntimeActivity activity, ProductDatabase? database = null) : IHostedService
{
    private IDisposable? registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        registration = database is null ? null : activity.Register(new DatabaseIdleSource(database.Database, activity));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        registration?.Dispose();
        return Task.CompletedTask;
    }
}
