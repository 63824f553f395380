using System.Globalization;
using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Reviews;

/// <summary>Hears what a vendor says of a template: it is written on the template, and the campaigns that wait for it are rung. A ring that is lost is
/// made up for within the hour.</summary>
public sealed class HearTemplateReview(SavedTemplates templates, CampaignRows rows, CampaignRecords campaigns, IDocuments documents, TimeProvider clock)
{
    /// <summary>Campaigns that are rung in one commit.</summary>
    private const int MostRung = 50;

    /// <param name="only">The workspace whose account the verdict came to; null for all.</param>
    /// <param name="reference">The vendor's id of the version.</param>
    /// <param name="reason">Why it was rejected, in the vendor's words.</param>
    /// <returns>False when no version has that id yet.</returns>
    public async Task<bool> HearAsync(WorkspaceId? only, string reference, bool isApproved, string? reason, DateTimeOffset at, CancellationToken cancellation = default)
    {
        while (await templates.FindByReferenceAsync(reference, cancellation) is var (template, version) && version.Reference == reference && (only is null || template.Workspace == only))
        {
            var state = isApproved ? TemplateState.Approved : TemplateState.Rejected;
            if (version.State == state || version.DecidedAt > at)
                return true;
            var decided = template.With(version with
            {
                State = state,
                Reason = isApproved ? null : reason ?? "no reason was given.",
                DecidedAt = at,
            });
            if (await templates.ChangeAsync(decided with { UpdatedAt = clock.GetUtcNow() }, cancellation) is { } change
                && (await PendingIntents.CommitAsync(documents, template.Workspace.Partition, [change], await RingsAsync(template, cancellation), clock.GetUtcNow(), cancellation)).IsDone)
                return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<Intent>> RingsAsync(LibraryTemplate template, CancellationToken cancellation)
    {
        var rings = new List<Intent>();
        foreach (var row in await rows.AwaitingAsync(template.Workspace, template.Name, MostRung, cancellation))
        {
            if (await campaigns.FindAsync(row.Workspace, row.Id, cancellation) is { Status: CampaignStatus.InReview } campaign)
                rings.Add(Intent.ToRing(campaign.OrchestrationId, Doorbell.Review, campaign.Revision.ToString(CultureInfo.InvariantCulture)));
        }

        return rings;
    }
}
