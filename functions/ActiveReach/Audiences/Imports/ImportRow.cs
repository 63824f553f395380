using ActiveReach.Audiences.Contacts;

namespace ActiveReach.Audiences.Imports;

/// <summary>One row of a file: a contact, or what is wrong with it.</summary>
/// <param name="Errors">Why the row is rejected; empty for a contact.</param>
/// <param name="Line">Where the row begins, counted from 1.</param>
/// <param name="Draft">Null when the row is rejected.</param>
public sealed record ImportRow(long Line, ContactDraft? Draft, IReadOnlyList<ImportError> Errors)
{
    /// <summary>What was left out of a contact who is taken.</summary>
    public IReadOnlyList<ImportError> Warnings { get; init; } = [];
}

/// <param name="Value">Shortened.</param>
public sealed record ImportError(long Line, string Field, string Value, string Message)
{
    /// <summary>Whether the row was taken all the same.</summary>
    public bool IsWarning { get; init; }
}
