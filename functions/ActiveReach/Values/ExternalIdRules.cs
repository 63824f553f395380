using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ActiveReach.Values;

/// <summary>What can't be the id of one person: numbers that a spreadsheet shortened, its errors, and words that programs write where they have
/// no id. Everybody who has such an "id" would become one contact.</summary>
internal static partial class ExternalIdRules
{
    private static readonly FrozenSet<string> NoIds = new[]
    {
        "null", "(null)", "<null>", "\\n", "none", "nil", "nan", "n/a", "na", "n.a.", "undefined", "unknown", "empty", "(empty)", "blank", "(blank)", "(none)", "not set", "(not set)",
        "anonymous", "guest", "true", "false", "[object object]", "00000000-0000-0000-0000-000000000000",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the id and what to do; null when it may be one.</summary>
    /// <param name="id">Without surrounding space, not empty.</param>
    public static string? Check(string id)
    {
        if (IsOrdinary(id))
            return null;
        if (Shortened().IsMatch(id))
            return "was shortened by a spreadsheet, and the digits it left out are lost: open the original file with this column as text (in Excel: Data, From Text/CSV, column type Text), or take the export as it was downloaded.";
        if (SpreadsheetErrors.Is(id))
            return "is an error of a spreadsheet and no id: correct the formula that made it, or leave the cell empty.";
        return Nothing().IsMatch(id) || NoIds.Contains(id) ? "stands for no id, and everybody who has it would become one contact: give the person's own id, or leave it empty." : null;
    }

    /// <summary>Most ids, told cheaply: a letter and digits, or a number.</summary>
    private static bool IsOrdinary(string id) => char.IsAsciiLetter(id[0])
        ? id.AsSpan().ContainsAnyInRange('0', '9')
        : id[0] is >= '1' and <= '9' && !id.AsSpan().ContainsAnyExceptInRange('0', '9');

    [GeneratedRegex(@"^[+-]?[0-9]+(?:[.,][0-9]*)?[eE]\+?[0-9]{1,3}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shortened();

    /// <summary>Zeros and punctuation.</summary>
    [GeneratedRegex(@"^(?:[+-]?0+(?:[.,]0*)?|[\p{P}\p{S}\s]+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nothing();
}
