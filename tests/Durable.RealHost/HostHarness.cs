using System.Reflection;
using Contracts.Durable.Held;
using Azure.Emulators.Storage;
using Grpc.Net.Client;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Durable.RealHost;

/// <summary>The Durable extension that the Functions host loads, on Azurite: its dispatch, its gRPC server for clients, its rules.</summary>
public sealed class HostHarness : RealHarness
{
    private static readonly Lazy<Task<Azurite>> Storage = new(Azurite.StartAsync);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly string _hub = "h" + Guid.NewGuid().ToString("N")[..12];
    private ServiceProvider? _services;
    private IHost? _host;
    private IHost? _clients;
    private GrpcChannel? _channel;

    public override DurableTaskClient Client => _clients!.Services.GetRequiredService<DurableTaskClient>();

    public override bool CanRestart => true;

    public override bool HasExtensionRules => true;

    public override TimeSpan Lateness => TimeSpan.FromSeconds(6);

    public override int Many => 30;

    public override TimeSpan Patience => TimeSpan.FromSeconds(90);

    public IServiceProvider Services => _services!;

    public override async Task StartAsync()
    {
        _services ??= new ServiceCollection()
            .AddLogging(log => log.AddProvider(Log))
            .AddSingleton(made => new DurableTaskShimFactory(new() { MaximumTimerInterval = LongestTimer }, made.GetRequiredService<ILoggerFactory>()))
            .BuildServiceProvider();
        var storage = (await Storage.Value).ConnectionString;
        _host = new HostBuilder()
            .ConfigureAppConfiguration(settings => settings.AddInMemoryCollection([new("AzureWebJobsStorage", storage)]))
            .ConfigureWebJobs(jobs => jobs.AddDurableTask(Set))
            .ConfigureServices(services => services
                .AddSingleton(this)
                .AddSingleton<ITypeLocator>(new FactFunctions(_hub, Orchestrators.Keys, Activities.Keys))
                .AddSingleton<INameResolver>(new Surroundings()))
            .Build();
        await _host.StartAsync();
        _channel = GrpcChannel.ForAddress(AddressOf(_host.Services.GetServices<IExtensionConfigProvider>().OfType<DurableTaskExtension>().Single()));
        var hosting = Host.CreateEmptyApplicationBuilder(null);
        hosting.Services.AddDurableTaskClient(client =>
        {
            client.UseGrpc(_channel);
            client.RegisterDirectly();
        });
        _clients = hosting.Build();
    }

    public override Task SettledAsync() => Task.Delay(Settling);

    public override async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_services is not null)
            await _services.DisposeAsync();
    }

    private async Task StopAsync()
    {
        _clients?.Dispose();
        _channel?.Dispose();
        if (_host is not null)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await Record.ExceptionAsync(() => _host.StopAsync(soon.Token));
            _host.Dispose();
        }
    }

    private void Set(DurableTaskOptions options)
    {
        options.HubName = _hub;
        options.LocalRpcEndpointEnabled = true;
        options.UseGracefulShutdown = false;
        options.StorageProvider["partitionCount"] = 1;
        options.StorageProvider["maxQueuePollingInterval"] = "00:00:00.200";
        // What a host that died had taken comes again after this, the shortest that can be set.
        options.StorageProvider["controlQueueVisibilityTimeout"] = "00:01:00";
        options.StorageProvider["workItemQueueVisibilityTimeout"] = "00:01:00";
    }

    /// <summary>The host tells it to a worker in the durable client's binding; there is no public way to ask.</summary>
    private static string AddressOf(DurableTaskExtension extension) =>
        (string)typeof(DurableTaskExtension).GetMethod("GetLocalRpcAddress", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(extension, null)!;

    /// <summary>What the extension finds out about where it runs: not this machine's variables, of which one may look like Azure's.</summary>
    private sealed class Surroundings : INameResolver
    {
        public string? Resolve(string name) => name == "FUNCTIONS_WORKER_RUNTIME" ? "dotnet-isolated" : null;
    }
}
