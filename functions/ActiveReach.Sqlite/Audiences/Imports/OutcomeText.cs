using ActiveReach.Audiences.Imports;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>What became of the rows of a batch as a text: a letter for each row, and a line for each reason.</summary>
internal static class OutcomeText
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
