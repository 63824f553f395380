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
            services.AddSingleton<IChannelProvider>(provider => ProviderOf(provider, account, channel, callback));
        return account.Channels.Contains(Channel.WhatsApp) ? services.AddSingleton<ITemplateReviewer>(provider => ReviewerOf(provider, account)) : services;
    }

    /// <summary>The ways into an account of a workspace.</summary>
    public static ProviderWays OpenTwilio(this IServiceProvider provider, TwilioOptions account, Uri? callback) => new(
        [.. account.Channels.Select(channel => ProviderOf(provider, account, channel, callback))], account.Channels.Contains(Channel.WhatsApp) ? ReviewerOf(provider, account) : null);

    private static IChannelProvider ProviderOf(IServiceProvider provider, TwilioOptions account, Channel channel, Uri? callback)
    {
        var http = provider.VendorClient();
        return channel switch
        {
            Channel.Rcs => new TwilioRcsProvider(account, http, callback, provider.GetRequiredService<ILogger<TwilioRcsProvider>>()),
            Channel.WhatsApp => new TwilioWhatsAppProvider(account, http, callback, provider.GetRequiredService<ILogger<TwilioWhatsAppProvider>>()),
            _ => new TwilioSmsProvider(account, http, callback, provider.GetRequiredService<ILogger<TwilioSmsProvider>>()),
        };
    }

    private static TwilioTemplateReviewer ReviewerOf(IServiceProvider provider, TwilioOptions account) => ActivatorUtilities.CreateInstance<TwilioTemplateReviewer>(provider, account, provider.VendorClient());
}
