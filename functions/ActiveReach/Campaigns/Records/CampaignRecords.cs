using ActiveReach.Campaigns.Carried;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>Campaigns as documents. The row of the list, the intents and the audit entry of a change are committed with it.</summary>
public sealed class CampaignRecords(IDocuments documents, TimeProvider clock)
{
    private readonly CampaignRows rows = new(documents);

    /// <summary>The field by which campaigns are found that carry an upload, or have sent it.</summary>
    internal const string Media = "media";

    internal static DocumentKind<Campaign> Kind { get; } = new DocumentKind<Campaign>("campaign", campaign => campaign.Id.Value)
        .ByMany(Media, campaign => CarriedMedia.IdsOf(campaign.Definition).Concat(campaign.SentMedia).Select(id => (FieldValue)id));

    public async Task AddAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default) => await documents.CommitAsync(
        campaign.Workspace.Partition, [Kind.Add(campaign with { Revision = 1 }), await rows.FollowAsync(campaign, cancellation), .. AuditTrail.Tell(audit)], cancellation);

    public async Task<Campaign?> FindAsync(WorkspaceId workspace, CampaignId id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, id.Value, cancellation))?.Value;

    /// <summary>Writes the campaign and the intents if the stored revision is still <paramref name="campaign"/>'s; returns the
    /// written campaign, or null when somebody else was faster.</summary>
    public async Task<Campaign?> TryUpdateAsync(
        Campaign campaign, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        const int RowMoved = 1;
        var written = campaign with { Revision = campaign.Revision + 1 };
        while (await StoredAsync(campaign, cancellation) is { } stored)
        {
            IReadOnlyList<DocumentChange> changes = [Kind.Replace(written, stored.ETag), await rows.FollowAsync(written, cancellation), .. AuditTrail.Tell(audit)];
            var outcome = await PendingIntents.CommitAsync(documents, campaign.Workspace.Partition, changes, intents, clock.GetUtcNow(), cancellation);
            if (outcome.Conflict != RowMoved)
                return outcome.IsDone ? written : null;
        }

        return null;
    }

    public async Task<bool> TryDeleteAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        return await StoredAsync(campaign, cancellation) is { } stored
            && (await documents.CommitAsync(campaign.Workspace.Partition, [Kind.Delete(stored), CampaignRow.Kind.Delete(campaign.Id.Value), .. AuditTrail.Tell(audit)], cancellation)).IsDone;
    }

    public Task<CampaignPage> ListAsync(WorkspaceId workspace, CampaignQuery query, CancellationToken cancellation = default) =>
        CampaignListing.ReadAsync(documents, workspace, query, cancellation);

    /// <summary>Null when it has changed or is gone.</summary>
    private async Task<Stored<Campaign>?> StoredAsync(Campaign campaign, CancellationToken cancellation) =>
        await documents.FindAsync(Kind, campaign.Workspace.Partition, campaign.Id.Value, cancellation) is { } stored && stored.Value.Revision == campaign.Revision
            ? stored
            : null;
}
