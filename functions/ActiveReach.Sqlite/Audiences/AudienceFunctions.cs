using ActiveReach.Values;
using Microsoft.Data.Sqlite;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>What the filters need beside SQLite's own functions, on every connection.</summary>
public static class AudienceFunctions
{
    public static void Register(SqliteConnection connection) =>
        connection.CreateFunction("fold", (string? text) => text is null ? null : Folding.Fold(text), isDeterministic: true);

    /// <summary>The folded form of a text column. ASCII, told by its length in bytes, folds to lower case, which costs no call.</summary>
    public static string Folded(string column) => $"CASE WHEN octet_length({column}) = length({column}) THEN lower({column}) ELSE fold({column}) END";
}
