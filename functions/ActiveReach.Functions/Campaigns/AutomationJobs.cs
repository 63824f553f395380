using System.Text.Json;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Operations;
using ActiveReach.Functions.Sight;
using ActiveReach.Ids;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Workspaces;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Campaigns;

/// <summary>Something that runs by itself. A campaign has besides all that the list of campaigns gives.</summary>
/// <param name="Type"><c>campaign</c>, <c>audience_ops</c> or <c>orchestration</c>.</param>
/// <param name="Status">In a word, as its own route names it.</param>
/// <param name="StatusReason">How far it has come, or what it waits for.</param>
/// <param name="Campaign">The campaign that it is about.</param>
/// <param name="DueAt">When it goes on by itself.</param>
/// <param name="CampaignType">The type of what is a campaign.</param>
public sealed record Automation(
    string Id, string Workspace, string Type, string? Name, string Status, string? StatusReason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    string? Campaign = null, string? Run = null, DateTimeOffset? DueAt = null, CampaignType? CampaignType = null);

/// <summary>Finds what works on contacts and outlets, and the orchestrations that are under way.</summary>
public sealed class AutomationJobs(ImportJobs imports, Assignments assignments, IFieldTypeStore fields, CampaignRecords campaigns, Standings standings)
{
    private const int MostImports = 200;

    /// <summary>Those of contacts and outlets, latest first. They belong to no location.</summary>
    public async Task<IReadOnlyList<Automation>> OfAudiencesAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var jobs = (await imports.LatestAsync(workspace, MostImports, cancellation)).Select(Of).ToList();
        if (await assignments.FindAsync(workspace, cancellation) is { Value: var assignment })
            jobs.Add(Of(assignment));
        jobs.AddRange((await fields.ListAsync(workspace, cancellation)).Select(change => Of(workspace, change)));
        return [.. jobs.OrderByDescending(job => job.CreatedAt)];
    }

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
            instance.InstanceId, subject.Workspace!, AutomationFunctions.Orchestration, instance.Name, NameOf(standings.StateOf(instance)), chapter is null ? null : $"In the chapter {chapter}.",
            instance.CreatedAt, instance.LastUpdatedAt, subject.CampaignOrItsRuns, subject.Run, Standings.DueAt(instance));
    }

    private static Automation Of(ImportJob job) => new(
        job.Id, job.Workspace.Value, AutomationFunctions.AudienceOps, "Import of contacts", NameOf(job.State), job.Error ?? $"{job.Rows} of {job.RowsOfFile} rows are settled.",
        job.CreatedAt, job.FinishedAt ?? job.StartedAt ?? job.CreatedAt);

    private static Automation Of(AssignmentProgress progress) => new(
        "outlets/assignment", progress.Workspace.Value, AutomationFunctions.AudienceOps, "Assignment of contacts to outlets",
        progress switch { { Error: not null } => "failed", { IsOver: true } => "complete", { StartedAt: null } => "queued", _ => "running" },
        progress.Error ?? $"{progress.Seen} contacts were looked at, {progress.Changed} of them have another outlet.", progress.AskedAt, progress.TouchedAt);

    private static Automation Of(WorkspaceId workspace, FieldTypeChange change) => new(
        $"fields/{change.Field}", workspace.Value, AutomationFunctions.AudienceOps, $"New type of the field {change.Field}", NameOf(change.State),
        change.Error ?? $"{change.Converted} of {change.Of} values can be found by the new type.", change.AskedAt, change.AskedAt);

    private static string NameOf<T>(T state)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
