using ActiveReach.Ids;

namespace ActiveReach.Audiences.Imports;

/// <summary>What became of a row.</summary>
/// <param name="Reason">Why it was refused, with the remedy; null otherwise.</param>
public readonly record struct RowOutcome(RowResult Result, string? Reason = null)
{
    public static RowOutcome ThereAlready(ContactId contact) =>
        new(RowResult.Refused, $"This contact is there already, as {contact}. Import with mode=upsert to update it.");
}

public enum RowResult
{
    /// <summary>Somebody new.</summary>
    Created,

    Updated,

    /// <summary>It says nothing that wasn't known: the contact stays as it is, with its version.</summary>
    Unchanged,

    Refused,
}

/// <summary>What became of the rows of a batch as a text: a letter for each row, and a line for each reason.</summary>
public static class OutcomeText
{
    private const string Letters = "cunr";

    public static string Write(RowOutcome[] outcomes)
    {
        var letters = string.Create(outcomes.Length, outcomes, static (text, rows) =>
        {
            for (var row = 0; row < text.Length; row++)
                text[row] = Letters[(int)rows[row].Result];
        });
        return string.Join('\n', outcomes.Where(outcome => outcome.Reason is not null).Select(outcome => outcome.Reason!.ReplaceLineEndings(" ")).Prepend(letters));
    }

    public static RowOutcome[] Read(string text)
    {
        var lines = text.Split('\n');
        var reasons = lines.Skip(1).GetEnumerator();
        return [.. lines[0].Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal) is var result && (RowResult)result is RowResult.Refused && reasons.MoveNext()
            ? new RowOutcome(RowResult.Refused, reasons.Current)
            : new RowOutcome((RowResult)result))];
    }
}
