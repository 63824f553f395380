using ActiveReach.Channels;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.KeyVault;
using ActiveReach.Channels.Push;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Smtp;
using ActiveReach.Channels.Twilio;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Functions.Engagement;
using ActiveReach.Functions.Http;
using ActiveReach.Providers;
using ActiveReach.Providers.Vaults;
using ActiveReach.Settings;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Composition;

/// <summary>The vendors with whom workspaces can have accounts of their own, one each.</summary>
internal static class AccountsComposition
{
    /// <param name="dry">Channels that no account takes.</param>
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountOptions options, VaultOptions vaults, DryRun dry) => services
        .AddKind("acs", "Communication Services", ["ActiveReach__CommunicationServices"], [Channel.Sms, Channel.Email, Channel.WhatsApp], AcsOptions.Read, OpenAcs, appOnly: ["Endpoint", "ClientId"])
        .AddKind("smtp", "a mail server", ["ActiveReach__Smtp"], [Channel.Email], SmtpOptions.Read, (provider, account, _) => new ProviderWays([SmtpProvider.OfAccount(account, provider.GetRequiredService<ILogger<SmtpProvider>>(), options.PrivateAddresses)]), callsBack: false)
        .AddKind("twilio", "Twilio", ["ActiveReach__Twilio"], [Channel.Sms, Channel.Rcs, Channel.WhatsApp], TwilioOptions.Read, (provider, account, id) => provider.OpenTwilio(account, CallbackOf(provider, account, id)), signing: "authToken")
        .AddKind("ses", "Amazon SES", ["ActiveReach__Ses"], [Channel.Email], SesOptions.Read, (provider, account, _) => new ProviderWays([new SesEmailProvider(account, provider.AccountClient(), provider.GetRequiredService<ILogger<SesEmailProvider>>())]))
        .AddKind("whatsapp", "the WhatsApp Cloud API", ["ActiveReach__WhatsApp"], [Channel.WhatsApp], MetaOptions.Read, OpenMeta)
        .AddKind("rcs", "RCS Business Messaging", ["ActiveReach__Rcs"], [Channel.Rcs], RcsOptions.Read, (provider, account, _) => new ProviderWays([new RcsProvider(account, provider.AccountClient(), TimeProvider.System, provider.GetRequiredService<ILogger<RcsProvider>>())]))
        .AddKind("push", "push services", ["ActiveReach__Fcm", "ActiveReach__WebPush"], [Channel.Push], PushAccount.Read, OpenPush, callsBack: false)
        .AddSingleton(options)
        .AddSingleton(provider => new AccountSeal(provider.GetRequiredService<KeptSecrets>().LinkSigningKeys))
        .AddSingleton(vaults)
        .AddVaults()
        .AddSingleton<AccountBooks>()
        .AddSingleton<SaveAccount>()
        .AddSingleton<CheckAccount>()
        .AddSingleton<CallbackSecrets>()
        .AddSingleton<HouseProviders>()
        .AddSingleton(dry)
        .AddSingleton<WorkspaceProviders>()
        .AddSingleton<IProviders>(provider => provider.GetRequiredService<WorkspaceProviders>());

    /// <summary>Key Vaults, which are shown the app's identity: the managed one, or who is signed in on this machine.</summary>
    private static IServiceCollection AddVaults(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services
            .AddSingleton<ISecretVault>(provider => new AzureKeyVaults(provider.VaultClient(), provider.GetRequiredService<TokenCredential>(), provider.GetRequiredService<VaultOptions>()))
            .AddSingleton<VaultSecrets>()
            .AddSingleton<AccountSecrets>();
    }

    private static ProviderWays OpenAcs(IServiceProvider provider, AcsOptions account, string id)
    {
        var requests = AcsRequests.OfAccount(account, provider.GetRequiredService<ILogger<AcsRequests>>(), provider.AccountClient());
        IChannelProvider[] ways = [new AcsSmsProvider(account, requests), new AcsEmailProvider(account, requests)];
        return account.WhatsAppChannels.Count == 0
            ? new ProviderWays(ways)
            : new ProviderWays([.. ways, ActivatorUtilities.CreateInstance<AcsWhatsAppProvider>(provider, account, requests)], ActivatorUtilities.CreateInstance<AcsTemplateReviewer>(provider, account, requests));
    }

    private static ProviderWays OpenPush(IServiceProvider provider, PushAccount account, string id) =>
        new([new PushProvider(account.Fcm, account.Browsers, provider.AccountClient(), TimeProvider.System, provider.GetRequiredService<ILogger<PushProvider>>())]);

    private static Uri? CallbackOf(IServiceProvider provider, TwilioOptions account, string id) =>
        ProvidersComposition.TwilioCallback(provider.GetRequiredService<AccessOptions>(), account, $"{TwilioWebhookFunctions.Route}/{id}");

    private static ProviderWays OpenMeta(IServiceProvider provider, MetaOptions account, string id)
    {
        var requests = ActivatorUtilities.CreateInstance<MetaRequests>(provider, provider.AccountClient(), account);
        return new ProviderWays([new MetaWhatsAppProvider(account, requests)], new MetaTemplateReviewer(account, requests));
    }

    /// <param name="appOnly">Settings that only the app's own account has: an address alone would get the app's identity.</param>
    /// <param name="signing">The setting that callbacks are signed with, besides the account's own secret.</param>
    private static IServiceCollection AddKind<TOptions>(
        this IServiceCollection services, string name, string label, IReadOnlyList<string> sections, ChannelSet channels, Func<SettingReader, TOptions?> read, Func<IServiceProvider, TOptions, string, ProviderWays> open,
        string? signing = null, IReadOnlyList<string>? appOnly = null, bool callsBack = true)
        where TOptions : class =>
        services.AddSingleton(provider => new ProviderKind(name, label, sections, channels, (settings, id) => read(settings) is { } account ? open(provider, account, id) : null) { CallsBack = callsBack, SigningSetting = signing, AppOnly = appOnly ?? [] });
}
