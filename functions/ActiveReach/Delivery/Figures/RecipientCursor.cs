using ActiveReach.Ids;
using ActiveReach.Problems;

namespace ActiveReach.Delivery.Figures;

/// <summary>Where a list of recipients goes on: behind a row of one of its runs.</summary>
public static class RecipientCursor
{
    /// <returns>The run to begin with, and the row that was listed last.</returns>
    /// <exception cref="InvalidInputException">It is no cursor of these runs.</exception>
    public static (int Start, LedgerAddress? After) Read(string? cursor, IReadOnlyList<RunId> runs)
    {
        if (cursor is null)
            return (0, null);
        for (var start = 0; LedgerAddress.TryParse(cursor, out var address) && start < runs.Count; start++)
        {
            if (runs[start] == address.Run)
                return (start, address);
        }

        throw new InvalidInputException("cursor", "unknown_cursor", $"The cursor '{cursor}' is not one that this list gave: start again without a cursor.");
    }
}
