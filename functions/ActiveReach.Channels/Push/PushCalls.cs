using System.Net.Http.Headers;

namespace ActiveReach.Channels.Push;

/// <summary>Calls of push services. None is ever repeated here: what may be is the ledger's to say.</summary>
internal static class PushCalls
{
    private const int LargestAnswer = 1 << 20;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Longer than any call may take.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(6);

    /// <summary>A client that follows no redirect, which would carry the message to whomever it names.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = LongestCall,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>No connection was made, so nobody can have got anything.</summary>
    public static bool NeverReached(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    /// <summary>In seconds or as a date (RFC 9110, 10.2.3); a second to a day.</summary>
    public static TimeSpan? WaitOf(HttpResponseHeaders? headers) =>
        (headers?.RetryAfter?.Delta ?? headers?.RetryAfter?.Date - TimeProvider.System.GetUtcNow()) is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks)) : null;
}

/// <summary>What became of a message on one device.</summary>
/// <param name="IsDead">Whether the platform says that its token is no more.</param>
internal readonly record struct PushOutcome(HandOver HandOver, bool IsDead = false)
{
    public static PushOutcome Accepted(string? id) => new(new HandOver(HandOverResult.Accepted, id));

    public static PushOutcome Rejected(string reason) => new(new HandOver(HandOverResult.Rejected, null, reason));

    public static PushOutcome Dead(string reason) => new(new HandOver(HandOverResult.Rejected, null, reason), IsDead: true);

    public static PushOutcome Deferred(string reason, TimeSpan wait) => new(new HandOver(HandOverResult.Deferred, null, reason, wait));

    public static PushOutcome Unknown { get; } = new(new HandOver(HandOverResult.Unknown, null));
}
