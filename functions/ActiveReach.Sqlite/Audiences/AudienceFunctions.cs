using ActiveReach.Values;
using Microsoft.Data.Sqlite;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>What the filters need beside SQLite's own functions, on every connection.</summary>
public static class AudienceFunctions
{
    public static void Register(SqliteConnection connection) =>
        connection.CreateFunction("fold", (string? text) => text is null ? null : Folding.Fold(text), isDeterministic: true);
}
