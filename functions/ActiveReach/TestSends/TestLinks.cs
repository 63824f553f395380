using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>Where a link of a test message leads: to what the campaign's contents name as they are now.</summary>
public sealed class TestLinks(TestMessages tests, CampaignRecords campaigns, WorkspaceRegister workspaces, IAudienceReader audience, CarriedMedia media)
{
    /// <summary>Null when the campaign or the link is gone.</summary>
    public async Task<string?> FindAsync(SentLink sent, CancellationToken cancellation = default)
    {
        if (await tests.FindAsync(sent.Message.Run.Value, cancellation) is not { } message
            || await campaigns.FindAsync(message.Workspace, message.Campaign, cancellation) is not { } campaign
            || await workspaces.FindAsync(message.Workspace, cancellation) is not { } workspace
            || MessageComposer.FindLink(campaign.Definition, sent.Link, workspace, await media.PinAsync(campaign.Definition, workspace, cancellation)) is not { } link)
            return null;
        if (link.Fixed is { } target)
            return target;
        var people = await audience.ReadAsync(message.Workspace, [message.Contact], cancellation);
        return people.TryGetValue(message.Contact, out var recipient) ? link.For(recipient) : null;
    }

    /// <summary>Whose test it is; null when it is not known any more.</summary>
    public async Task<WorkspaceId?> WorkspaceOfAsync(LedgerAddress message, CancellationToken cancellation = default) => (await tests.FindAsync(message.Run.Value, cancellation))?.Workspace;
}
