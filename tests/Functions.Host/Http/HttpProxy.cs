using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Functions.Host.Http;

/// <summary>Hands a request to the worker's own web server, marked with the invocation to which it belongs.</summary>
internal sealed class HttpProxy(IHttpForwarder forwarder) : IDisposable
{
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly HttpMessageInvoker client = new(new PatientHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }));

    public async Task ForwardAsync(HttpContext http, Uri worker, string invocationId)
    {
        var error = await forwarder.SendAsync(http, worker.ToString(), client, Config, (_, request) =>
        {
            request.Headers.Host = null;
            request.Headers.Add("x-ms-invocation-id", invocationId);
            request.Headers.Add("X-Forwarded-For", http.Connection.RemoteIpAddress?.ToString());
            request.Headers.Add("X-Forwarded-Host", http.Request.Host.Value);
            request.Headers.Add("X-Forwarded-Proto", http.Request.Scheme);
            return ValueTask.CompletedTask;
        });
        if (error != ForwarderError.None && !http.RequestAborted.IsCancellationRequested)
            throw new InvalidOperationException($"{http.Request.Method} {http.Request.Path} was not proxied: {error}", http.GetForwarderErrorFeature()?.Exception);
    }

    public void Dispose() => client.Dispose();
}
