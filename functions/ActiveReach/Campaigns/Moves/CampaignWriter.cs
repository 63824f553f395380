using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Carries a move out: reads, checks the state, lets the move decide, writes by compare-and-set, and begins anew when
/// somebody was faster. So of many who ask at once one succeeds, and the others are told of the state that he left.</summary>
public sealed class CampaignWriter(CampaignRecords campaigns, WorkspaceRegister workspaces, DeriveStatus derive, TimeProvider clock)
{
    public async Task<Campaign> FindAsync(Caller caller, CampaignId id, CancellationToken cancellation = default) =>
        await campaigns.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("campaign", id.Value);

    public async Task<Workspace> WorkspaceAsync(Caller caller, CancellationToken cancellation = default) =>
        await workspaces.ReadAsync(caller.Workspace, cancellation);

    internal async Task<Campaign> AddAsync(Caller caller, CampaignDefinition definition, string action, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var campaign = StatusText.Explain(new Campaign
        {
            Id = CampaignId.New(),
            Workspace = caller.Workspace,
            Definition = definition,
            DraftedBy = caller.Member,
            EditedBy = [caller.Member],
            CreatedAt = now,
            UpdatedAt = now,
        });
        await campaigns.AddAsync(campaign, Told(caller, campaign, action), cancellation);
        return campaign with { Revision = 1 };
    }

    /// <param name="condition">What must hold of the version that the caller has in mind.</param>
    internal async Task<Campaign> MoveAsync(
        Caller caller, CampaignId id, CampaignMove move, VersionCondition? condition,
        Func<Campaign, Task<CampaignChange>> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var campaign = await FindAsync(caller, id, cancellation);
            CampaignMoves.Check(campaign, move);
            condition?.Invoke(campaign);
            var change = await decide(campaign);
            if (await TryMoveAsync(caller, move, change, cancellation) is { } written)
                return written;
        }
    }

    internal async Task DeleteAsync(Caller caller, CampaignId id, VersionCondition condition, CancellationToken cancellation)
    {
        Campaign campaign;
        do
        {
            campaign = await FindAsync(caller, id, cancellation);
            CampaignMoves.Check(campaign, CampaignMove.Delete);
            condition(campaign);
        }
        while (!await campaigns.TryDeleteAsync(campaign, Told(caller, campaign, "campaign.deleted"), cancellation));
    }

    /// <summary>Null when somebody was faster.</summary>
    internal async Task<Campaign?> TryMoveAsync(Caller caller, CampaignMove move, CampaignChange change, CancellationToken cancellation) => await campaigns.TryUpdateAsync(
        await derive.OfAsync(StatusText.Explain(change.Campaign), cancellation) with { UpdatedAt = clock.GetUtcNow() },
        change.Intents,
        Told(caller, change.Campaign, $"campaign.{CampaignMoves.Happened(move)}") with { Details = change.Details },
        cancellation);

    private AuditEntry Told(Caller caller, Campaign campaign, string action) => new(caller.Workspace, clock.GetUtcNow(), caller.Member, action, campaign.Id.Value);
}
