using Azure.Emulators.Cosmos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Functions.Host.Http;

/// <summary>Stands before the stand-in of Cosmos DB and translates batches, which a worker's process can't do for itself.</summary>
internal sealed class CosmosFront : IAsyncDisposable
{
    private readonly HttpMessageInvoker client = new(CosmosStandIn.Translating());
    private readonly WebApplication server;

    private CosmosFront(WebApplication server) => this.server = server;

    public string ConnectionString => $"AccountEndpoint={server.Urls.First()}/;AccountKey=AA==;";

    public static async Task<CosmosFront> StartAsync(CosmosStandIn cosmos, HostLog log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHttpForwarder();
        var front = new CosmosFront(builder.Build());
        var forwarder = front.server.Services.GetRequiredService<IHttpForwarder>();
        var behind = cosmos.ConnectionString.Split(';')[0]["AccountEndpoint=".Length..];
        front.server.Run(async http => await forwarder.SendAsync(http, behind, front.client, ForwarderRequestConfig.Empty, HttpTransformer.Empty));
        await front.server.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }
}
