using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Functions.Hosting;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using ActiveReach.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class MessagesComposition
{
    /// <summary>Templates, tracked links, and the carriers that take the messages.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services, AppOptions options) => services
        .AddSingleton(new KeptSecrets(options.Secrets, options.Store))
        .AddSingleton(provider => new LinkSigner(provider.GetRequiredService<KeptSecrets>().LinkSigningKeys))
        .AddSingleton<LinkTokens>()
        .AddSingleton<RunNumbers>()
        .AddSingleton<ReadLinks>()
        .AddSingleton<PersonalLinks>()
        .AddSingleton<SmsLimit>()
        .AddSingleton(provider => new MessageComposer(
            provider.GetRequiredService<LinkTokens>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AccessOptions>().PublicUrl.ToString()))
        .AddSingleton<IMessageComposer>(provider => provider.GetRequiredService<MessageComposer>())
        .AddSandbox(
            options.Sandbox,
            provider =>
            {
                var host = provider.GetRequiredService<HostFacts>();
                return new SandboxCallback(host.Address, provider.GetRequiredService<KeptSecrets>().WebhookSecret("acs"), host.BeginWork);
            });
}
