using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Entries;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Sqlite.Outlets;
using Microsoft.Data.Sqlite;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite;

/// <summary>The tables of the product, one script a feature; each only creates what isn't there yet.</summary>
internal static class ProductSchema
{
    private static readonly string[] Scripts =
    [
        DocumentsSchema.Script,
        AudiencesSchema.Script,
        FieldTypesSchema.Script,
        HoldsSchema.Script,
        RefusalsSchema.Script,
        MergesSchema.Script,
        EventsSchema.Script,
        OrdersSchema.Script,
        OutletsSchema.Script,
        EngagementSchema.Script,
        EntriesSchema.Script,
        LedgerSchema.Script,
        ConversionsSchema.Script,
        PermitsSchema.Script,
    ];

    public static void Create(WriteSession session)
    {
        var connection = session.Connection;
        foreach (var script in Scripts)
            Execute(connection, script);
        RefuseOtherTables(connection);
    }

    /// <summary>Nothing has been released, so nothing brings older tables up to date: a file that has them is refused at the start, not at the
    /// first question that they can't answer.</summary>
    private static void RefuseOtherTables(SqliteConnection connection)
    {
        using var empty = new SqliteConnection("Data Source=:memory:");
        empty.Open();
        Configure(empty);
        foreach (var script in Scripts)
            Execute(empty, script);
        var expected = Tables(empty);
        foreach (var (name, sql) in Tables(connection))
        {
            if (expected.TryGetValue(name, out var ours) && ours != sql)
            {
                throw new InvalidOperationException(
                    $"'{name}' in '{connection.DataSource}' is of another version of this app, which can't be brought up to date: move the file away, or start with another directory.");
            }
        }
    }

    private static Dictionary<string, string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL";
        using var rows = command.ExecuteReader();
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read())
            tables[rows.GetString(0)] = string.Join(' ', rows.GetString(1).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return tables;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Gives each connection the functions and collations that queries of the features use. What is deleted is overwritten in
    /// the file: a person who was erased is in no free page either.</summary>
    public static void Configure(SqliteConnection connection)
    {
        AudienceFunctions.Register(connection);
        Execute(connection, "PRAGMA secure_delete = ON");
    }
}
