using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using ActiveReach.Media;
using ActiveReach.Media.Attached;
using ActiveReach.Messages;
using ActiveReach.Retention;
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
        .AddMedia()
        .AddSingleton(provider => new MessageComposer(
            provider.GetRequiredService<LinkTokens>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AccessOptions>().PublicUrl.ToString()))
        .AddSingleton<FreeTexts>()
        .AddSingleton<IMessageComposer>(provider => provider.GetRequiredService<MessageComposer>());

    private static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton(provider => new MediaLinks(provider.GetRequiredService<LinkSigner>(), provider.GetRequiredService<AccessOptions>().PublicUrl))
        .AddSingleton<SavedMedia>()
        .AddSingleton<LooseFiles>()
        .AddSingleton<KeepMedia>()
        .AddSingleton<ShowMedia>()
        .AddSingleton<OpenMedia>()
        .AddSingleton<DeleteMedia>()
        .AddSingleton<CarriedMedia>()
        .AddSingleton<AttachedFiles>()
        .AddSingleton<IMediaUses, UsesOfMedia>()
        .AddSingleton(provider => new RetentionStep(_ => LooseFiles.Longest, provider.GetRequiredService<LooseFiles>().RemoveOldAsync))
        .AddSingleton(provider => new RetentionStep(kept => kept.UnusedMedia, provider.GetRequiredService<DeleteMedia>().RemoveUnusedAsync));
}
