using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>Who got a campaign, by what happened to them.</summary>
public sealed class ListRecipients(CampaignWriter campaigns, RunRecords runs, ILedgerRows ledger, IAudienceReader audience, OutletWords outlets)
{
    private const int PeopleAtOnce = 100;

    /// <param name="run">Only of this one; null for all.</param>
    /// <param name="location">Id, external id or name of an outlet, for its people alone; null for all.</param>
    public async Task<Page<ListedRecipient>> RunAsync(
        Caller caller, CampaignId id, RecipientAction action, string? run, string? location, int limit, string? cursor, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var all = await runs.ListAsync(campaign.Workspace, campaign.Id, cancellation);
        IReadOnlyList<RunId> asked = [.. all.Select(each => each.Id).Where(each => run is null || each.Value == run)];
        var page = await ledger.ListAsync(asked, action, limit, cursor, await outlets.ResolveAsync(campaign.Workspace, location, cancellation), cancellation);
        var people = await PeopleAsync(campaign.Workspace, page.Items, cancellation);
        return new Page<ListedRecipient>([.. page.Items.Select(row => new ListedRecipient(row, people.GetValueOrDefault(row.Contact)))], page.NextCursor, page.Total);
    }

    private async Task<Dictionary<ContactId, Recipient>> PeopleAsync(WorkspaceId workspace, IReadOnlyList<LedgerRow> rows, CancellationToken cancellation)
    {
        var people = new Dictionary<ContactId, Recipient>();
        foreach (var some in rows.Select(row => row.Contact).Distinct().Chunk(PeopleAtOnce))
        {
            foreach (var (id, person) in await audience.ReadAsync(workspace, some, cancellation))
                people[id] = person;
        }

        return people;
    }
}

/// <param name="Person">Null once they are erased.</param>
public sealed record ListedRecipient(LedgerRow Row, Recipient? Person);
