using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>How the sandbox brings to the app what comes back: over HTTP, as a provider does.</summary>
internal static class SandboxDelivery
{
    public static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Whether it need not be brought again. What the app refuses for good need not be, and is logged.</summary>
    /// <param name="events">How many it brings, for the log.</param>
    public static async Task<bool> IsTakenAsync(this HttpClient http, HttpRequestMessage request, int events, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var isTaken = (int)response.StatusCode < 500 && response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout);
            if (isTaken && (int)response.StatusCode >= 400)
                logger.LogWarning("The app refused {Count} event(s) of the sandbox with status {Status}.", events, (int)response.StatusCode);
            return isTaken;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
