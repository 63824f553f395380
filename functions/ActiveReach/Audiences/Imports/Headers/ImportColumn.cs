namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>A column of a file.</summary>
/// <param name="Header">As it stands in the file; one without a name by its number.</param>
/// <param name="Column">What it fills, as <see cref="ColumnMeaning"/> writes it; null when it is left out.</param>
/// <param name="IsGuess">Nobody said so: the header of a known export, otherwise unknown, became a custom field. Empty, it makes none.</param>
public sealed record ImportColumn(string Header, string? Column, bool IsGuess = false);
