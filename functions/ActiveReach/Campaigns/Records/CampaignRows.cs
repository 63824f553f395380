using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>Rows of the list of campaigns. Each is written with its campaign (<see cref="CampaignRecords"/>); here, the figures are.</summary>
public sealed class CampaignRows(IDocuments documents)
{
    public Task<Stored<CampaignRow>?> FindAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default) =>
        documents.FindAsync(CampaignRow.Kind, workspace.Partition, campaign.Value, cancellation);

    /// <summary>Those with runs whose figures still move and were counted last before a moment, or never; at most a thousand, longest ago first.</summary>
    public async Task<IReadOnlyList<CampaignRow>> CountedBeforeAsync(WorkspaceId workspace, DateTimeOffset before, CancellationToken cancellation = default)
    {
        var page = await documents.QueryAsync(
            CampaignRow.Kind,
            CampaignRow.Kind.In(workspace.Partition) with { Where = [FieldCondition.Within("countedAt", null, before)], OrderBy = "countedAt", Limit = DocumentQuery.MostLimit },
            cancellation);
        return [.. page.Items.Select(each => each.Value)];
    }

    /// <summary>Those that wait for the review of a template, the oldest first.</summary>
    public async Task<IReadOnlyList<CampaignRow>> AwaitingAsync(WorkspaceId workspace, string template, int most, CancellationToken cancellation = default)
    {
        var query = CampaignRow.Kind.In(workspace.Partition) with { Where = [FieldCondition.Is("awaits", template)], OrderBy = "createdAt", Limit = most };
        return [.. (await documents.QueryAsync(CampaignRow.Kind, query, cancellation)).Items.Select(each => each.Value)];
    }

    /// <summary>Campaigns of outlets that replace a brand campaign there, oldest first: all but drafts and what was cancelled.</summary>
    public async Task<IReadOnlyList<CampaignRow>> OverridingAsync(WorkspaceId workspace, CampaignId brand, CancellationToken cancellation = default)
    {
        var found = new List<CampaignRow>();
        var query = CampaignRow.Kind.In(workspace.Partition) with { Where = [FieldCondition.Is("overrides", brand.Value)], OrderBy = "createdAt", Limit = DocumentQuery.MostLimit };
        for (var page = await documents.QueryAsync(CampaignRow.Kind, query, cancellation); ; page = await documents.QueryAsync(CampaignRow.Kind, query with { After = page.Next }, cancellation))
        {
            found.AddRange(page.Items.Select(each => each.Value).Where(row => row.Status is not (CampaignStatus.Draft or CampaignStatus.Cancelled)));
            if (page.Next is null)
                return found;
        }
    }

    /// <summary>Puts figures on a row that is still as it was read; false where it is not.</summary>
    /// <param name="finalRuns">Of how many runs they are final.</param>
    public Task<bool> TryTellAsync(Stored<CampaignRow> row, CampaignFigures figures, int finalRuns, CancellationToken cancellation = default) => documents.TryAsync(
        row.Value.Workspace.Partition, CampaignRow.Kind.Replace(row.Value with { Figures = figures, FinalRuns = finalRuns }, row.ETag), cancellation);

    /// <summary>Has figures counted again that were final: something came late that counts all the same.</summary>
    public async Task ReopenAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default)
    {
        while (await FindAsync(workspace, campaign, cancellation) is { Value: { FinalRuns: > 0, Figures: not null } value } row && !await TryTellAsync(row, value.Figures, 0, cancellation))
        {
        }
    }

    /// <summary>The row as a part of the commit that changes its campaign.</summary>
    internal async Task<DocumentChange> FollowAsync(Campaign campaign, CancellationToken cancellation) =>
        await FindAsync(campaign.Workspace, campaign.Id, cancellation) is { } stored
            ? CampaignRow.Kind.Replace(CampaignRow.Of(campaign, stored.Value), stored.ETag)
            : CampaignRow.Kind.Add(CampaignRow.Of(campaign, null));
}
