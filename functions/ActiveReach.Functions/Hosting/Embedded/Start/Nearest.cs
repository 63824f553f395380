namespace ActiveReach.Functions.Hosting;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>The known word that a misspelt one is closest to; null where none is close enough to be meant.</summary>
    public static string? To(string word, IEnumerable<string> known) => known
        .Select(each => (Word: each, Distance: Distance(word.ToLowerInvariant(), each.ToLowerInvariant())))
        .Where(each => each.Distance <= Math.Clamp(each.Word.Length / 3, 1, 3))
        .OrderBy(each => each.Distance)
        .Select(each => each.Word)
        .FirstOrDefault();

    /// <summary>Letters to insert, remove, replace or swap (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
