using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Channels.Vendors;

/// <summary>The connections to vendors. A call's time-out, repeats, and the pause while a vendor is silent or asks to wait are the send path's, which keeps them in
/// the ledger and for all workers: here is neither retry nor breaker.</summary>
public static class VendorHttp
{
    /// <summary>Of the clients of <see cref="IHttpClientFactory"/>.</summary>
    public const string Name = "vendors";

    private const int LargestAnswer = 1 << 20;

    /// <summary>Longer than any call may take.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(6);

    public static IServiceCollection AddVendorHttp(this IServiceCollection services)
    {
        services.AddHttpClient(Name, http => (http.Timeout, http.MaxResponseContentBufferSize) = (LongestCall, LargestAnswer))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the vendor's key, and the message, to whomever it names.
                AllowAutoRedirect = false,
                UseCookies = false,

                // Providers live as long as the app: names are looked up anew all the same.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The send path tells of its calls itself; whole addresses in a log may name people.
            .RemoveAllLoggers();
        return services;
    }

    public static HttpClient VendorClient(this IServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name);
}
