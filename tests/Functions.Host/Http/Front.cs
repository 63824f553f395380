using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Functions.Host.Http;

/// <summary>Stands before servers and hands on what comes: before the instances of an app, as the platform does, and before the stand-in of Cosmos DB.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly HttpMessageInvoker client;
    private readonly WebApplication server;

    private Front(WebApplication listening, HttpMessageHandler handler) => (server, client) = (listening, new HttpMessageInvoker(handler));

    public Uri Address => new(server.Urls.First());

    /// <param name="handler">Through which it calls what stands behind.</param>
    /// <param name="behind">Tells for each request who is to get it; null when nobody is there.</param>
    /// <param name="log">Takes what goes wrong.</param>
    public static async Task<Front> StartAsync(HttpMessageHandler handler, Func<Uri?> behind, HostLog log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHttpForwarder();
        var front = new Front(builder.Build(), handler);
        var forwarder = front.server.Services.GetRequiredService<IHttpForwarder>();
        front.server.Run(async http =>
        {
            if (behind() is { } server)
                await forwarder.SendAsync(http, server.ToString(), front.client, ForwarderRequestConfig.Empty, HttpTransformer.Empty);
            else
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        });
        await front.server.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }
}
