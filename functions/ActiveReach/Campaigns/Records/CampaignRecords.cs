using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>Campaigns as documents. The intents and the audit entry of a change are committed with it.</summary>
public sealed class CampaignRecords(IDocuments documents, TimeProvider clock)
{
    public Task AddAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        documents.CommitAsync(campaign.Workspace.Partition, [CampaignListing.Kind.Add(campaign with { Revision = 1 }), .. AuditTrail.Tell(audit)], cancellation);

    public async Task<Campaign?> FindAsync(WorkspaceId workspace, CampaignId id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(CampaignListing.Kind, workspace.Partition, id.Value, cancellation))?.Value;

    /// <summary>Writes the campaign and the intents if the stored revision is still <paramref name="campaign"/>'s; returns the
    /// written campaign, or null when somebody else was faster.</summary>
    public async Task<Campaign?> TryUpdateAsync(
        Campaign campaign, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        if (await StoredAsync(campaign, cancellation) is not { } stored)
            return null;
        var written = campaign with { Revision = campaign.Revision + 1 };
        var outcome = await PendingIntents.CommitAsync(
            documents, campaign.Workspace.Partition, [CampaignListing.Kind.Replace(written, stored.ETag), .. AuditTrail.Tell(audit)], intents, clock.GetUtcNow(), cancellation);
        return outcome.IsDone ? written : null;
    }

    public async Task<bool> TryDeleteAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        return await StoredAsync(campaign, cancellation) is { } stored
            && (await documents.CommitAsync(campaign.Workspace.Partition, [CampaignListing.Kind.Delete(stored), .. AuditTrail.Tell(audit)], cancellation)).IsDone;
    }

    public Task<CampaignPage> ListAsync(WorkspaceId workspace, CampaignQuery query, CancellationToken cancellation = default) =>
        CampaignListing.ReadAsync(documents, workspace, query, cancellation);

    /// <summary>Null when it has changed or is gone.</summary>
    private async Task<Stored<Campaign>?> StoredAsync(Campaign campaign, CancellationToken cancellation) =>
        await documents.FindAsync(CampaignListing.Kind, campaign.Workspace.Partition, campaign.Id.Value, cancellation) is { } stored && stored.Value.Revision == campaign.Revision
            ? stored
            : null;
}
