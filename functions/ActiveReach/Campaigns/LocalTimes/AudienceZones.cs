using ActiveReach.Audiences;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.LocalTimes;

/// <summary>Finds the zones of the people of an audience whom a channel of the campaign reaches. It reads the whole audience, in pages.</summary>
public sealed class AudienceZones(ResolveAudience audiences, IAudienceReader reader, OutletDirectories outlets)
{
    private const int ContactsAPage = 4_000;

    public async Task<IReadOnlySet<string>> FindAsync(CampaignDefinition definition, LocalClock clock, Workspace workspace, CancellationToken cancellation = default)
    {
        var audience = await audiences.NowAsync(definition.SentAudience!, workspace, cancellation: cancellation);
        var terms = ReachTerms.Of(definition.Topic, keepsHours: false, workspace, await outlets.OfAsync(workspace.Id, cancellation));
        var zones = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<Recipient> page = [];
        do
        {
            page = await reader.PageAsync(audience, page.Count == 0 ? new ContactId(0) : page[^1].Id, ContactsAPage, cancellation);
            foreach (var recipient in page)
            {
                if (definition.Channels.Any(choice => MayReach.Refusal(recipient, choice.Channel, definition.Topic) is null))
                    zones.Add(clock.ZoneOf(recipient, terms));
            }
        }
        while (page.Count > 0);
        return zones;
    }
}
