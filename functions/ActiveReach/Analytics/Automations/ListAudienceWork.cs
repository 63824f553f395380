using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics.Automations;

/// <summary>Work on all contacts of a workspace that goes on by itself, or has.</summary>
/// <param name="Status">In a word, as its own route names it.</param>
/// <param name="StatusReason">How far it has come, or why it failed.</param>
public sealed record AudienceWork(string Id, string Name, string Status, string StatusReason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>Finds imports, the assignment of contacts to outlets and changes of fields' types, latest first.</summary>
public sealed class ListAudienceWork(ImportJobs imports, Assignments assignments, IFieldTypeStore fields)
{
    /// <summary>Older imports are found by their own ids alone.</summary>
    public const int MostImports = 200;

    public async Task<IReadOnlyList<AudienceWork>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var work = (await imports.ListAsync(workspace, MostImports, cancellation)).Select(Of).ToList();
        if (await assignments.FindAsync(workspace, cancellation) is { Value: var assignment })
            work.Add(Of(assignment));
        work.AddRange((await fields.ListAsync(workspace, cancellation)).Select(Of));
        return [.. work.OrderByDescending(each => each.CreatedAt)];
    }

    private static AudienceWork Of(ImportJob job) => new(
        job.Id, "Import of contacts", EnumNames.Of(job.State), job.Error ?? $"{job.Rows} of {job.RowsOfFile} rows are settled.", job.CreatedAt, job.FinishedAt ?? job.StartedAt ?? job.CreatedAt);

    private static AudienceWork Of(AssignmentProgress progress) => new(
        "outlets/assignment",
        "Assignment of contacts to outlets",
        progress switch { { Error: not null } => "failed", { IsOver: true } => "complete", { StartedAt: null } => "queued", _ => "running" },
        progress.Error ?? $"{progress.Seen} contacts were looked at, {progress.Changed} of them have another outlet.",
        progress.AskedAt,
        progress.TouchedAt);

    private static AudienceWork Of(FieldTypeChange change) => new(
        $"fields/{change.Field}", $"New type of the field {change.Field}", EnumNames.Of(change.State), change.Error ?? $"{change.Converted} of {change.Of} values can be found by the new type.",
        change.AskedAt, change.AskedAt);
}
