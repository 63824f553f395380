using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Audiences.Imports.Trials;
using ActiveReach.Values;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>An import as the contract writes it.</summary>
/// <param name="RowsOfFile">Rows of the whole file, so that <paramref name="Rows"/> of them tells how far it is.</param>
/// <param name="Imported">Rows of contacts who were taken: <paramref name="Created"/>, <paramref name="Updated"/> and <paramref name="Unchanged"/>.</param>
/// <param name="Created">Rows that brought somebody new.</param>
/// <param name="Updated">Rows that changed somebody.</param>
/// <param name="Unchanged">Rows that said nothing new.</param>
/// <param name="RecognisedAs">The tool whose export the file is, where it is one of those known.</param>
/// <param name="Columns">Of CSV: the headers of the file and the columns that they fill, where they do.</param>
/// <param name="LeftOut">Of CSV: the headers that nothing is read from.</param>
/// <param name="NewFields">Custom fields that the file brings, with the types that its values (or <c>types</c>) gave them.</param>
/// <param name="RowsPerSecond">While it was worked on, up to the last rows stored; null before the first.</param>
/// <param name="Warnings">Cells left out of contacts who were taken, and what was strange about rows.</param>
/// <param name="ReportUrl">Null while there is nothing to report.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ImportView(
    string JobId,
    ImportState State,
    long Rows,
    long RowsOfFile,
    long Imported,
    long Created,
    long Updated,
    long Unchanged,
    long Rejected,
    long Warnings,
    string? ReportUrl,
    string? Error,
    string? RecognisedAs,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyList<string> LeftOut,
    IReadOnlyDictionary<string, FieldType> NewFields,
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
        job.RowsOfFile,
        job.Imported,
        job.Created,
        job.Updated,
        job.Unchanged,
        job.Rejected,
        job.Warnings,
        job.Rejected + job.Warnings > 0 ? $"{path}/report" : null,
        job.Error,
        job.Tool,
        job.Columns.Used(),
        job.Columns.LeftOut(),
        job.NewFields,
        job.Bytes,
        (long?)job.RowsPerSecond,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt);
}

/// <summary>What an import would do; nothing was stored. Rows are judged each for itself: whether people are there already is not looked at.</summary>
/// <param name="Rows">Of the whole file.</param>
/// <param name="Accepted">Rows that would be imported.</param>
/// <param name="Warnings">Cells that would be left out, and what is strange about rows.</param>
/// <param name="RecognisedAs">The tool whose export the file is, where it is one of those known.</param>
/// <param name="Columns">Of CSV: the headers of the file and the columns that they fill, where they do.</param>
/// <param name="LeftOut">Of CSV: the headers that nothing is read from.</param>
/// <param name="NewFields">Custom fields that the file brings, with the types that its values (or <c>types</c>) give them.</param>
/// <param name="Findings">Of rejected rows and of cells left out, the first hundred.</param>
public sealed record ImportTrialView(
    long Rows,
    long Accepted,
    long Rejected,
    long Warnings,
    string? RecognisedAs,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyList<string> LeftOut,
    IReadOnlyDictionary<string, FieldType> NewFields,
    IReadOnlyList<ImportFindingView> Findings)
{
    public static ImportTrialView Of(ImportTrial trial) => new(
        trial.Survey.Rows,
        trial.Accepted,
        trial.Rejected,
        trial.Warnings,
        trial.Survey.Tool,
        trial.Survey.Columns.Used(),
        trial.Survey.Columns.LeftOut(),
        trial.Survey.NewFields,
        [.. trial.Findings.Select(each => new ImportFindingView(each.Line, each.Field, each.Value, each.Message, each.IsWarning ? "warning" : "error"))]);
}

/// <param name="Severity"><c>error</c>: the row would be rejected; <c>warning</c>: it would be taken without the cell.</param>
public sealed record ImportFindingView(long Line, string Column, string Value, string Message, string Severity);
