using ActiveReach.Analytics;
using ActiveReach.Analytics.Calendars;
using ActiveReach.Analytics.Preflight;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Merges;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Twilio;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Conversions;
using ActiveReach.Consent.Conversations;
using ActiveReach.Consent.Reviews;
using ActiveReach.Engagement;
using ActiveReach.Engagement.Unsubscribing;
using ActiveReach.Functions.Engagement;
using ActiveReach.InApp;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;
using ActiveReach.Inbox.Raw;
using ActiveReach.Replies;
using ActiveReach.Retention;
using Functions.Embedded.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Composition;

internal static class EngagementComposition
{
    /// <summary>What comes back: receipts, clicks, opens, replies; and the figures of it all.</summary>
    public static IServiceCollection AddEngagement(this IServiceCollection services, AppOptions options) => services
        .AddSingleton(options.Inbox)
        .AddSingleton<InboxPressure>()
        .AddSingleton(provider => SecretsOf(provider.GetRequiredService<KeptSecrets>(), options))
        .AddSingleton(new WhatsAppHandshake(options.WhatsApp?.VerifyToken))
        .AddSingleton<IProviderEventReader, AcsEventReader>()
        .AddSingleton<IProviderEventReader, WhatsAppEventReader>()
        .AddSingleton<IProviderEventReader, RcsEventReader>()
        .AddSingleton<IProviderEventReader, TwilioEventReader>()
        .AddSingleton<IProviderEventReader, SesEventReader>()
        .AddSingleton(provider => new SnsSubscription(options.Ses?.TopicArn, provider.VendorClient(), provider.GetRequiredService<ILogger<SnsSubscription>>()))
        .AddSingleton<AcceptEngagement>()
        .AddSingleton<ApplyEngagement>()
        .AddSingleton<TakeEvents>()
        .AddRawWebhooks(options)
        .AddSingleton<ReconcileEngagement>()
        .AddSingleton<EventOwners>()
        .AddSingleton<ListParked>()
        .AddSingleton<RetryParked>()
        .AddSingleton<IErasureStep, EraseMentions>()
        .AddSingleton<SuppressBounced>()
        .AddSingleton<HearUnsubscribe>()
        .AddSingleton<FindSubscription>()
        .AddSingleton<EventResolver>()
        .AddSingleton<ClickTargets>()
        .AddSingleton<LinkHosts>()
        .AddSingleton<IErasureStep, EraseLinks>()
        .AddSingleton<InboxBells>()
        .AddSingleton<InboxTokens>()
        .AddSingleton<InAppInbox>()
        .AddSingleton<IErasureStep>(provider => provider.GetRequiredService<InAppInbox>())
        .AddSingleton<IMergeStep>(provider => provider.GetRequiredService<InAppInbox>())
        .AddSingleton(provider => new RetentionStep(_ => TimeSpan.Zero, provider.GetRequiredService<InAppInbox>().RemoveOldAsync))
        .AddSingleton<IssueInboxToken>()
        .AddSingleton<OpenInbox>()
        .AddSingleton<HearReply>()
        .AddSingleton<ReplyConsent>()
        .AddSingleton<SettleReply>()
        .AddSingleton<ListResponses>()
        .AddSingleton<ReviewList>()
        .AddSingleton<DecideReview>()
        .AddSingleton<IErasureStep, EraseReplies>()
        .AddSingleton<OpenConversations>()
        .AddSingleton(provider => new RetentionStep(_ => OpenConversations.Kept, provider.GetRequiredService<OpenConversations>().RemoveOldAsync))
        .AddSingleton(provider => new RetentionStep(kept => kept.Replies, provider.GetRequiredService<IReplyStore>().RemoveOldAsync))
        .AddSingleton<ShowReviews>()
        .AddSingleton<CreditConversions>()
        .AddSingleton<IErasureStep>(provider => provider.GetRequiredService<CreditConversions>())
        .AddSingleton<FigureGroups>()
        .AddSingleton<ListRecipients>()
        .AddSingleton<RunsAtOutlet>()
        .AddSingleton<PreviewMessage>()
        .AddSingleton<ForecastBirthdays>()
        .AddSingleton<PreflightCampaign>()
        .AddSingleton<OverMessaging>()
        .AddSingleton<ReadCalendar>()
        .AddSingleton<ReadAnalytics>()
        .AddSingleton<ShowExperiment>()
        .AddSingleton<RefreshCampaignRows>();

    private static IServiceCollection AddRawWebhooks(this IServiceCollection services, AppOptions options) => services
        .AddSingleton(options.RawWebhooks)
        .AddSingleton<RawBundles>()
        .AddSingleton<IAppRetention>(provider => provider.GetRequiredService<RawBundles>())
        .AddSingleton(provider => RawWebhooksOf(provider.GetRequiredService<RawBundles>(), options, provider.GetRequiredService<ILogger<RawWebhooks>>()))
        .AddSingleton<ListRawWebhooks>()
        .AddSingleton<IErasureStep, EraseRawWebhooks>()
        .AddSingleton<WebhookIntake>();

    private static RawWebhooks RawWebhooksOf(RawBundles bundles, AppOptions options, ILogger log) =>
        new(bundles, options.RawWebhooks, (webhooks, error) => log.LogWarning("{Webhooks} callback(s) could not be kept for the record: {Fault}", webhooks, FaultText.Of(error)));

    private static WebhookSecrets SecretsOf(KeptSecrets kept, AppOptions options)
    {
        var known = new[] { AcsEventReader.Name, WhatsAppEventReader.Name, RcsEventReader.Name }.ToDictionary(name => name, kept.WebhookSecrets, StringComparer.Ordinal);
        known[TwilioEventReader.Name] = [.. options.Secrets.WebhookSecrets.GetValueOrDefault(TwilioEventReader.Name) ?? [], .. new[] { options.Twilio?.AuthToken }.OfType<string>()];
        known[SesEventReader.Name] = options.Ses is null ? [] : kept.WebhookSecrets(SesEventReader.Name);
        return new WebhookSecrets(provider => known.GetValueOrDefault(provider) ?? []);
    }
}
