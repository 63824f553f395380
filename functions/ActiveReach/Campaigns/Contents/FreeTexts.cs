using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent.Conversations;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Contents;

/// <summary>Messages in free words, on a channel where others are made of a template: only those who wrote to the sender within a day get them.</summary>
public sealed class FreeTexts(OpenConversations conversations, TimeProvider clock)
{
    /// <summary>Channels on which the messages of the definition are free words.</summary>
    public static ChannelSet ChannelsOf(CampaignDefinition definition) =>
        [.. definition.Channels.Where(choice => choice.Template is null && OpenConversations.Channels.Contains(choice.Channel)).Select(choice => choice.Channel)];

    /// <summary>For a plan: everybody who has written. The terms as they are where nobody has to have.</summary>
    public async Task<ReachTerms> ForAllAsync(ReachTerms terms, CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var channels = ChannelsOf(definition);
        return channels.IsEmpty ? terms : With(terms, definition, workspace, new FreeTextTerms(channels, await conversations.AllAsync(workspace.Id, clock.GetUtcNow(), cancellation)));
    }

    /// <summary>For those alone.</summary>
    public async Task<ReachTerms> ForAsync(ReachTerms terms, CampaignDefinition definition, Workspace workspace, IEnumerable<Recipient> recipients, CancellationToken cancellation = default)
    {
        var channels = ChannelsOf(definition);
        if (channels.IsEmpty)
            return terms;
        var keys = from recipient in recipients
                   from channel in channels
                   let address = recipient.AddressOn(channel)
                   let sender = MessageComposer.SenderOf(definition, channel, recipient, workspace)
                   where address is not null && sender is not null
                   select OpenConversations.KeyOf(channel, sender, address);
        return With(terms, definition, workspace, new FreeTextTerms(channels, await conversations.OfAsync(workspace.Id, keys, cancellation)));
    }

    private static ReachTerms With(ReachTerms terms, CampaignDefinition definition, Workspace workspace, FreeTextTerms open) =>
        terms.WithFreeTexts(open, (recipient, channel) => MessageComposer.SenderOf(definition, channel, recipient, workspace));
}
