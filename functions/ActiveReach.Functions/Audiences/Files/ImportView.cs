using ActiveReach.Audiences.Imports;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>An import as the contract writes it.</summary>
/// <param name="RowsPerSecond">While it was worked on, up to the last rows stored; null before the first.</param>
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
    public static ImportView Of(ImportJob job, string path) => new(
        job.Id,
        job.State,
        job.Rows,
        job.Imported,
        job.Rejected,
        job.Rejected > 0 ? $"{path}/report" : null,
        job.Error,
        job.Bytes,
        (long?)job.RowsPerSecond,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt);
}
