using System.Text.Json;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>Applies a merge patch to the definition (decision C-1). In a draft that is all. What has been submitted stays
/// complete; a change of timing alone goes on waiting and makes nobody an editor, a change of anything else that was or must be approved asks anew.</summary>
public sealed class EditCampaign(CampaignWriter writer, CampaignValidation validation, PlacesOfCampaign places, Submission submission, TemplateReviews reviews)
{
    private const int MostTold = 10;

    public async Task<Campaign> RunAsync(Caller caller, CampaignId id, InputValue patch, VersionCondition? condition, CancellationToken cancellation = default)
    {
        CampaignDefinitionReader.RefuseUnknown(patch);
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        return await writer.MoveAsync(caller, id, CampaignMove.Edit, condition, async campaign =>
        {
            if (campaign.HasMoreToCome && campaign.Status is not CampaignStatus.NeedsApproval)
                CheckScheduled(caller, condition);
            var edited = Edited(caller, campaign, patch);
            edited = edited with { Definition = await places.NamedAsync(edited.Definition, workspace.Id, cancellation) };
            await validation.CheckDraftAsync(edited.Definition, workspace, cancellation);
            var change = campaign.Status is CampaignStatus.Draft || edited.Version == campaign.Version
                ? CampaignChange.Of(edited)
                : await SubmittedAsync(caller, workspace, campaign, edited, cancellation);
            return change with { Details = Told(PartChanges.Between(campaign.Definition, edited.Definition)) };
        }, cancellation);
    }

    /// <summary>Which parts, not what they say: that is the campaign's.</summary>
    private static string Told(IReadOnlyList<PartChange> changes) => changes.Count == 0
        ? "Nothing was changed."
        : $"Changed {string.Join(", ", changes.Take(MostTold).Select(change => change.Path))}{(changes.Count > MostTold ? $" and {changes.Count - MostTold} more" : "")}.";

    private static void CheckScheduled(Caller caller, VersionCondition? condition)
    {
        if (caller.Role < Role.Sender)
            throw new ForbiddenException("A viewer can't change what is scheduled: ask a sender, or duplicate it.");
        if (condition is null)
            throw new MissingVersionException("the campaign");
    }

    private static Campaign Edited(Caller caller, Campaign campaign, InputValue patch)
    {
        var before = CampaignView.Definition(campaign.Definition);
        var after = MergePatch.Apply(before, patch);
        var definition = CampaignDefinitionReader.Read(InputValue.Of(JsonSerializer.SerializeToElement(after)));
        QuietHoursSwitch.Check(caller, campaign.Definition, definition);
        return System.Text.Json.Nodes.JsonNode.DeepEquals(before, CampaignView.Definition(definition)) ? campaign : campaign with
        {
            Definition = definition,
            Version = campaign.Version + 1,
            EditedBy = ApprovalRule.IsSameContent(campaign.Definition, definition) || campaign.EditedBy.Contains(caller.Member) ? campaign.EditedBy : [.. campaign.EditedBy, caller.Member],
        };
    }

    private async Task<CampaignChange> SubmittedAsync(Caller caller, Workspace workspace, Campaign before, Campaign edited, CancellationToken cancellation)
    {
        var ring = Bells.Of(before);
        if (ApprovalRule.IsSameContent(before.Definition, edited.Definition))
        {
            await submission.CheckAsync(workspace, edited, cancellation);
            return CampaignChange.Of(await submission.RetimedAsync(workspace, edited, cancellation), ring);
        }

        if (before.Approval is ApprovalState.Approved)
            edited = edited with { ApprovedBefore = before.Definition };
        var asks = before.Approval is not ApprovalState.NotAsked || ApprovalRule.IsRequired(workspace.ApprovalPolicy, caller.Role, edited.Definition);
        if (!asks)
        {
            await submission.CheckAsync(workspace, edited, cancellation);
            var made = edited with { Templates = await reviews.PinAsync(edited.Definition, workspace.Id, cancellation) };
            if (!await reviews.AwaitsAsync(made, cancellation))
                return CampaignChange.Of(await submission.RetimedAsync(workspace, made, cancellation), ring);
        }

        var change = await submission.PrepareAsync(caller, workspace, edited, CampaignMove.Edit, decides: false, anew: asks, cancellation);
        return change with { Intents = [.. change.Intents, .. ring] };
    }
}
