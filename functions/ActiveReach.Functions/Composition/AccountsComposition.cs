using ActiveReach.Channels;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Smtp;
using ActiveReach.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

/// <summary>The vendors with whom workspaces can have accounts of their own: one line each.</summary>
internal static class AccountsComposition
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountOptions options) => services
        .AddKind<AcsOptions>("acs", "Communication Services", "ActiveReach__CommunicationServices", [Channel.Sms, Channel.Email], AcsOptions.Read, (provider, account) =>
        {
            var requests = ActivatorUtilities.CreateInstance<AcsRequests>(provider, account);
            return [new AcsSmsProvider(account, requests), new AcsEmailProvider(account, requests)];
        })
        .AddKind<SmtpOptions>("smtp", "a mail server", "ActiveReach__Smtp", [Channel.Email], SmtpOptions.Read, (provider, account) => [ActivatorUtilities.CreateInstance<SmtpProvider>(provider, account)])
        .AddSingleton(options)
        .AddSingleton(provider => new AccountSeal(provider.GetRequiredService<KeptSecrets>().LinkSigningKeys))
        .AddSingleton<AccountBooks>()
        .AddSingleton<SaveAccount>()
        .AddSingleton<CheckAccount>()
        .AddSingleton<CallbackSecrets>()
        .AddSingleton<HouseProviders>()
        .AddSingleton<WorkspaceProviders>()
        .AddSingleton<IProviders>(provider => provider.GetRequiredService<WorkspaceProviders>());

    private static IServiceCollection AddKind<TOptions>(
        this IServiceCollection services, string name, string label, string section, ChannelSet channels, Func<Settings.SettingReader, TOptions?> read, Func<IServiceProvider, TOptions, IReadOnlyList<IChannelProvider>> open)
        where TOptions : class =>
        services.AddSingleton<IProviderKind>(provider => new ProviderKind<TOptions>(name, label, section, channels, read, account => open(provider, account)));
}
