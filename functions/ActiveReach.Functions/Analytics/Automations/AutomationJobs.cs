using ActiveReach.Analytics.Automations;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Operations;
using ActiveReach.Functions.Sight;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Analytics.Automations;

/// <summary>Finds what goes on beside campaigns: work on contacts, and orchestrations that are under way.</summary>
public sealed class AutomationJobs(ListAudienceWork work, CampaignRecords campaigns, Standings standings)
{
    /// <summary>That on contacts, latest first. It belongs to no location.</summary>
    public async Task<IReadOnlyList<Automation>> OfAudiencesAsync(WorkspaceId workspace, CancellationToken cancellation) =>
    [
        .. (await work.ListAsync(workspace, cancellation)).Select(each => new Automation(
            each.Id, workspace.Value, AutomationType.AudienceOps, each.Name, each.Status, each.StatusReason, each.CreatedAt, each.UpdatedAt)),
    ];

    /// <summary>The orchestrations of a workspace that have not ended, latest first.</summary>
    /// <param name="location">Only those of its campaigns.</param>
    public async Task<IReadOnlyList<Automation>> OrchestrationsAsync(DurableTaskClient client, WorkspaceId workspace, string? location, CancellationToken cancellation)
    {
        var jobs = new List<Automation>();
        await foreach (var instance in client.GetAllInstancesAsync(Standings.Unfinished).WithCancellation(cancellation))
        {
            if (StuckOrchestrations.Subject.Of(instance) is { } subject && subject.Workspace == workspace.Value && await IsOfAsync(workspace, subject.CampaignOrItsRuns, location, cancellation))
                jobs.Add(Of(instance, subject));
        }

        return [.. jobs.OrderByDescending(job => job.CreatedAt).ThenBy(job => job.Id, StringComparer.Ordinal)];
    }

    private async Task<bool> IsOfAsync(WorkspaceId workspace, string? campaign, string? location, CancellationToken cancellation) =>
        location is null || (campaign is not null && (await campaigns.FindAsync(workspace, new CampaignId(campaign), cancellation))?.Definition.Location == location);

    private Automation Of(OrchestrationMetadata instance, StuckOrchestrations.Subject subject)
    {
        var chapter = Standings.Of(instance)?.Chapter;
        return new Automation(
            instance.InstanceId, subject.Workspace!, AutomationType.Orchestration, instance.Name, EnumNames.Of(standings.StateOf(instance)), chapter is null ? null : $"In the chapter {chapter}.",
            instance.CreatedAt, instance.LastUpdatedAt, subject.CampaignOrItsRuns, subject.Run, Standings.DueAt(instance));
    }
}
