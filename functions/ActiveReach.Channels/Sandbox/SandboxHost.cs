using ActiveReach.Channels.Sandbox.Reports;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Channels.Sandbox;

/// <summary>Keeps the carrier's reports coming while the app runs.</summary>
internal sealed class SandboxHost(SandboxPostman postman) : BackgroundService
{
    private const int Postmen = 2;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Postmen).Select(_ => postman.RunAsync(stoppingToken)));
}
