using ActiveReach.Audiences.Imports;

namespace ActiveReach.Functions.Audiences;

/// <summary>An import as the contract writes it.</summary>
/// <param name="RowsPerSecond">Since it began.</param>
/// <param name="ReportUrl">Null while no row was rejected.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ImportView(
    string JobId,
    ImportState State,
    long Rows,
    long Imported,
    long Rejected,
    string? ReportUrl,
    string? Error,
    long Bytes,
    long? RowsPerSecond,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static ImportView Of(ImportJob job, string path, TimeProvider clock)
    {
        var seconds = job.StartedAt is { } start ? ((job.FinishedAt ?? clock.GetUtcNow()) - start).TotalSeconds : 0;
        return new ImportView(
            job.Id,
            job.State,
            job.Rows,
            job.Imported,
            job.Rejected,
            job.Rejected > 0 ? $"{path}/report" : null,
            job.Error,
            job.Bytes,
            seconds > 0 ? (long)(job.Rows / seconds) : null,
            job.CreatedAt,
            job.StartedAt,
            job.FinishedAt);
    }
}
