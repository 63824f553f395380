using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Channels.Vendors;

/// <summary>The connections to vendors. A call's time-out, repeats, and the pause while a vendor is silent or asks to wait are the send path's, which keeps them in
/// the ledger and for all workers: here is neither retry nor breaker.</summary>
public static class VendorHttp
{
    /// <summary>Of the clients of <see cref="IHttpClientFactory"/>.</summary>
    public const string Name = "vendors";

    private const string OfAccounts = "accounts at vendors";

    /// <summary>Of the connections to Key Vaults.</summary>
    public const string Vaults = "key vaults";

    private const int LargestAnswer = 1 << 20;

    /// <summary>Longer than any call may take.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(6);

    /// <param name="isOpen">Whether accounts of workspaces may lie at private addresses.</param>
    public static IServiceCollection AddVendorHttp(this IServiceCollection services, bool isOpen) =>
        services.AddClient(Name, null).AddClient(OfAccounts, isOpen ? null : new PublicConnections()).AddClient(Vaults, null);

    public static HttpClient VendorClient(this IServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name);

    /// <summary>For the accounts of workspaces.</summary>
    public static HttpClient AccountClient(this IServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(OfAccounts);

    /// <summary>For Key Vaults, which may lie in the app's private network: their hosts are those of the cloud alone.</summary>
    public static HttpClient VaultClient(this IServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(Vaults);

    private static IServiceCollection AddClient(this IServiceCollection services, string name, PublicConnections? connections)
    {
        services.AddHttpClient(name, http => (http.Timeout, http.MaxResponseContentBufferSize) = (LongestCall, LargestAnswer))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the vendor's key, and the message, to whomever it names.
                AllowAutoRedirect = false,
                UseCookies = false,

                // Providers live as long as the app: names are looked up anew all the same.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectCallback = connections is null ? null : connections.ConnectAsync,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The send path tells of its calls itself; whole addresses in a log may name people.
            .RemoveAllLoggers();
        return services;
    }
}
