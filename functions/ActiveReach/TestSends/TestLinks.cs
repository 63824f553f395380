using ActiveReach.Audiences;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Links;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>Where a link of a test message leads: to what the campaign's contents name as they are now.</summary>
public sealed class TestLinks(TestMessages tests, CampaignRecords campaigns, WorkspaceRegister workspaces, IAudienceReader audience)
{
    /// <summary>Null when the campaign or the link is gone.</summary>
    public async Task<string?> FindAsync(LinkToken token)
    {
        if (await tests.FindAsync(token.Address.Run.Value) is not { } message
            || await campaigns.FindAsync(message.Workspace, message.Campaign) is not { } campaign
            || await workspaces.FindAsync(message.Workspace) is not { } workspace
            || MessageComposer.FindLink(campaign.Definition, token.Link, workspace) is not { } link)
            return null;
        if (link.Fixed is { } target)
            return target;
        var people = await audience.ReadAsync(message.Workspace, [message.Contact]);
        return people.TryGetValue(message.Contact, out var recipient) ? link.For(recipient) : null;
    }
}
