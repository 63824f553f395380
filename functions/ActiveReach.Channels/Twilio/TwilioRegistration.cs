using ActiveReach.Channels.Vendors;
using ActiveReach.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

public static class TwilioRegistration
{
    /// <summary>The account as the provider of its channels.</summary>
    /// <param name="callback">Where Twilio reports to; null where it reaches nobody here.</param>
    public static IServiceCollection AddTwilio(this IServiceCollection services, TwilioOptions account, Uri? callback)
    {
        foreach (var channel in account.Channels)
            services.AddSingleton<IChannelProvider>(provider => ProviderOf(provider, provider.VendorClient(), account, channel, callback));
        return account.Channels.Contains(Channel.WhatsApp) ? services.AddSingleton<ITemplateReviewer>(provider => ReviewerOf(provider, provider.VendorClient(), account)) : services;
    }

    /// <summary>The ways into an account of a workspace.</summary>
    public static ProviderWays OpenTwilio(this IServiceProvider provider, TwilioOptions account, Uri? callback) => new(
        [.. account.Channels.Select(channel => ProviderOf(provider, provider.AccountClient(), account, channel, callback))], account.Channels.Contains(Channel.WhatsApp) ? ReviewerOf(provider, provider.AccountClient(), account) : null);

    private static IChannelProvider ProviderOf(IServiceProvider provider, HttpClient http, TwilioOptions account, Channel channel, Uri? callback) => channel switch
    {
        Channel.Rcs => new TwilioRcsProvider(account, http, callback, provider.GetRequiredService<ILogger<TwilioRcsProvider>>()),
        Channel.WhatsApp => new TwilioWhatsAppProvider(account, http, callback, provider.GetRequiredService<ILogger<TwilioWhatsAppProvider>>()),
        _ => new TwilioSmsProvider(account, http, callback, provider.GetRequiredService<ILogger<TwilioSmsProvider>>()),
    };

    private static TwilioTemplateReviewer ReviewerOf(IServiceProvider provider, HttpClient http, TwilioOptions account) => ActivatorUtilities.CreateInstance<TwilioTemplateReviewer>(provider, account, http);
}
