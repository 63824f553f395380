namespace ActiveReach.Audiences.Imports.Trials;

/// <summary>What an import of a file would do, row by row for itself: whether people are there already is not looked at.</summary>
/// <param name="Accepted">Rows that would be imported.</param>
/// <param name="Findings">Of rejected rows and of cells that would be left out, the first <see cref="TryImport.MostFindings"/> in the order of the file.</param>
public sealed record ImportTrial(ImportSurvey Survey, long Accepted, long Rejected, long Warnings, IReadOnlyList<ImportError> Findings);
