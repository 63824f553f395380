using System.Net.Http.Headers;

namespace ActiveReach.Channels.Vendors;

/// <summary>Requests to vendors. None is ever repeated here: what may be repeated is the ledger's to say.</summary>
internal static class VendorCalls
{
    private const string AmazonsError = "x-amzn-ErrorType";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Nothing was sent, since nobody could be reached.</summary>
    public static HandOver Unreachable { get; } = new(HandOverResult.Deferred, null, "unavailable", TimeSpan.FromSeconds(10));

    /// <summary>What the vendor says; null where no connection was made, so that it can't have got anything. A request of which nothing is known throws.</summary>
    public static async Task<VendorAnswer?> AskAsync(this HttpClient http, HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
            return new VendorAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation), WaitOf(response.Headers.RetryAfter), response.Headers.TryGetValues(AmazonsError, out var words) ? words.First() : null);
        }
        catch (HttpRequestException error) when (NeverReached(error))
        {
            return null;
        }
    }

    /// <summary>No connection was made, so nobody can have got anything.</summary>
    public static bool NeverReached(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    /// <summary>In seconds or as a date (RFC 9110, 10.2.3); a second to a day.</summary>
    public static TimeSpan? WaitOf(RetryConditionHeaderValue? asked) =>
        (asked?.Delta ?? asked?.Date - TimeProvider.System.GetUtcNow()) is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks)) : null;
}
