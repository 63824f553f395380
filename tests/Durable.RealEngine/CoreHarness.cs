using System.Net;
using Contracts.Durable.Held;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Durable.RealEngine;

/// <summary>The real engine in memory: DurableTask.Core's dispatchers, the real worker's replay, and the real client over gRPC.</summary>
public sealed class CoreHarness : RealHarness
{
    private ServiceProvider? _services;
    private TaskHubWorker? _worker;
    private WebApplication? _server;
    private GrpcChannel? _channel;
    private IHost? _clients;

    public override TimeSpan Patience => TimeSpan.FromSeconds(15);

    public override DurableTaskClient Client => _clients!.Services.GetRequiredService<DurableTaskClient>();

    public override async Task StartAsync()
    {
        var service = new InMemoryOrchestrationService(null);
        _services = new ServiceCollection()
            .AddLogging(log => log.AddProvider(Log))
            .AddSingleton(made => new DurableTaskShimFactory(new() { MaximumTimerInterval = LongestTimer }, made.GetRequiredService<ILoggerFactory>()))
            .BuildServiceProvider();
        _worker = new RealDispatch(Orchestrators, Activities, _services).WorkerOn(service);
        await _worker.StartAsync();
        _server = await ServeAsync(service);
        _channel = GrpcChannel.ForAddress(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        // Built empty: each fact has its own, and a builder with defaults watches files, of which a machine has only so many.
        var hosting = Host.CreateEmptyApplicationBuilder(null);
        hosting.Services.AddDurableTaskClient(client =>
        {
            client.UseGrpc(_channel);
            client.RegisterDirectly();
        });
        _clients = hosting.Build();
    }

    public override Task SettledAsync() => Task.Delay(400);

    public override async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.StopAsync(isForced: true).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _clients?.Dispose();
        _channel?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_services is not null)
            await _services.DisposeAsync();
    }

    private static async Task<WebApplication> ServeAsync(InMemoryOrchestrationService service)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore().AddGrpc();
        builder.Services.AddSingleton<IOrchestrationService>(service).AddSingleton<IOrchestrationServiceClient>(service);
        builder.Services.Configure<TaskHubGrpcServerOptions>(options => options.Mode = TaskHubGrpcServerMode.ApiServerOnly);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var server = builder.Build();
        server.MapGrpcService<TaskHubGrpcServer>();
        await server.StartAsync();
        return server;
    }
}
