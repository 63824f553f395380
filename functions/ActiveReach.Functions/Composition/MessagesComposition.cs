using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using ActiveReach.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class MessagesComposition
{
    /// <summary>Templates and tracked links.</summary>
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
        .AddSingleton<IMessageComposer>(provider => provider.GetRequiredService<MessageComposer>());
}
