using Functions.Embedded.Clock;
using Functions.Embedded.Discovery;
using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Http;

/// <summary>Runs a function for a request and turns what it throws into a status.</summary>
internal sealed class HttpDispatcher(FunctionInvoker invoker, RuntimeActivity activity, IHostApplicationLifetime lifetime, ILogger<HttpDispatcher> log)
{
    public RequestDelegate For(FunctionEntry function) => http => RunAsync(function, http);

    private async Task RunAsync(FunctionEntry function, HttpContext http)
    {
        using var busy = activity.Begin("http");
        try
        {
            await invoker.InvokeAsync(function, new HttpInput(http, lifetime.ApplicationStopping), http.RequestServices, http.RequestAborted);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            log.LogDebug("Function {Function}: the caller has gone.", function.Name);
        }
        catch (BadHttpRequestException error)
        {
            Answer(http, error.StatusCode);
        }
        catch (Exception error)
        {
            log.LogError("Function {Function} failed: {Fault}", function.Name, FaultText.Of(error));
            Answer(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static void Answer(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }
}
