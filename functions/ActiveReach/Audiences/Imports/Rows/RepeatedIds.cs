using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>Sees when a file has an id twice with other addresses: two people whom something made one. Of ids and addresses only hashes are
/// kept, of the first <see cref="Most"/> ids; those before a crash are forgotten.</summary>
/// <param name="rows">Rows of the file: room for them is made at once.</param>
internal sealed class RepeatedIds(long rows)
{
    /// <summary>For the sake of memory: 40 MiB.</summary>
    private const int Most = 1_000_000;

    private readonly Dictionary<long, (uint Line, int Phone, int Email)> seen = new((int)Math.Min(rows, Most));

    /// <summary>A warning that names both lines; null when there is nothing to say of the row.</summary>
    public ImportError? Look(ImportRow row)
    {
        if (row.Draft is not { ExternalId: { } id } draft)
            return null;
        var (phone, email) = (HashOf(draft.Phone), HashOf(draft.Email));
        var key = ((long)HashOf(id) << 32) | (uint)HashCode.Combine(id, id.Length);
        if (!seen.TryGetValue(key, out var first))
        {
            if (seen.Count < Most)
                seen.Add(key, ((uint)row.Line, phone, email));
            return null;
        }

        var agrees = IsGiven(first.Phone, phone) && first.Phone == phone || IsGiven(first.Email, email) && first.Email == email;
        var differs = IsGiven(first.Phone, phone) && first.Phone != phone || IsGiven(first.Email, email) && first.Email != email;
        return differs && !agrees
            ? new ImportError(row.Line, "external_id", InputProblem.Shorten(id), $"stands in line {first.Line} too, with another phone or email: lines {first.Line} and {row.Line} became one contact. If they are two people, give each an id of their own.") { IsWarning = true }
            : null;
    }

    private static bool IsGiven(int one, int other) => one != 0 && other != 0;

    /// <summary>0 where there is nothing.</summary>
    private static int HashOf(string? text) => text is null ? 0 : string.GetHashCode(text, StringComparison.Ordinal) | 1;
}
