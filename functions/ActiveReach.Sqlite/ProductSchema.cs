using ActiveReach.Sqlite.Access;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Devices;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Audiences.Segments;
using ActiveReach.Sqlite.Audiences.Uploads;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.Requests;
using ActiveReach.Sqlite.TestSends;
using ActiveReach.Sqlite.Workspaces;
using Microsoft.Data.Sqlite;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite;

/// <summary>The tables of the product, one script a feature; each only creates what isn't there yet.</summary>
internal static class ProductSchema
{
    private static readonly string[] Scripts =
    [
        WorkspacesSchema.Script,
        AccessSchema.Script,
        RequestsSchema.Script,
        AudiencesSchema.Script,
        FieldTypesSchema.Script,
        CapsSchema.Script,
        ReviewsSchema.Script,
        RefusalsSchema.Script,
        DevicesSchema.Script,
        MergesSchema.Script,
        SegmentsSchema.Script,
        UploadsSchema.Script,
        EventsSchema.Script,
        OrdersSchema.Script,
        OutletsSchema.Script,
        CampaignsSchema.Script,
        TestSendsSchema.Script,
        EngagementSchema.Script,
        LedgerSchema.Script,
        PermitsSchema.Script,
    ];

    /// <summary>Columns that tables got after they were first made: an older file gets them when it is opened.</summary>
    private static readonly (string Table, string Column, string Declaration)[] Added =
    [
        ("contacts", "region", "TEXT"),
        ("contacts", "outlet_by", "INTEGER NOT NULL DEFAULT 0"),
        ("contacts", "topics", "TEXT"),
        ("contacts", "devices", "INTEGER NOT NULL DEFAULT 0"),
        ("members", "phone", "TEXT"),
        ("campaigns", "segments", "TEXT"),
        ("ledger_runs", "goal_event", "TEXT"),
        ("ledger_runs", "goal_window", "INTEGER"),
        ("ledger_runs", "is_test", "INTEGER NOT NULL DEFAULT 0"),
        ("runs", "completed_at", "INTEGER GENERATED ALWAYS AS (CAST(round(unixepoch(json_extract(document, '$.completedAt'), 'subsec') * 1000) AS INTEGER)) VIRTUAL"),
        ("consent_changes", "topic", "TEXT"),
        ("ledger_batches", "held", "INTEGER NOT NULL DEFAULT 0"),
        ("ledger_batches", "released", "INTEGER NOT NULL DEFAULT 0"),
        ("ledger_runs", "final_at", "INTEGER"),
        ("ledger", "rule", "TEXT"),
        ("ledger", "held_at", "INTEGER"),
        ("ledger", "machine_open_rule", "TEXT"),
        ("ledger", "machine_clicked_at", "INTEGER"),
        ("ledger", "machine_click_rule", "TEXT"),
        ("contacts", "first_name_folded", "TEXT"),
        ("contacts", "last_name_folded", "TEXT"),
    ];

    /// <summary>What a column that was just added begins with, where that is not its default.</summary>
    private static readonly Dictionary<string, string> Filled = new(StringComparer.Ordinal)
    {
        ["first_name_folded"] = "UPDATE contacts SET first_name_folded = fold(first_name) WHERE octet_length(first_name) <> length(first_name)",
        ["last_name_folded"] = "UPDATE contacts SET last_name_folded = fold(last_name) WHERE octet_length(last_name) <> length(last_name)",
    };

    public static void Create(WriteSession session)
    {
        var connection = session.Connection;
        foreach (var script in Scripts)
            Execute(connection, script);
        foreach (var (table, column, declaration) in Added)
        {
            if (Has(connection, table, column))
                continue;
            Execute(connection, $"ALTER TABLE {table} ADD COLUMN {column} {declaration}");
            if (Filled.TryGetValue(column, out var fill))
                Execute(connection, fill);
        }

        if (Has(connection, "contact_values", "stretch"))
            return;
        Execute(connection, AudiencesSchema.BeforeStretches);
        Execute(connection, AudiencesSchema.Script);
        OlderContacts.PutInStretches(session);
    }

    private static bool Has(SqliteConnection connection, string table, string column) =>
        Execute(connection, $"SELECT count(*) FROM pragma_table_xinfo('{table}') WHERE name = '{column}'") is not 0L;

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    /// <summary>Gives each connection the functions and collations that queries of the features use. What is deleted is overwritten in
    /// the file: a person who was erased is in no free page either.</summary>
    public static void Configure(SqliteConnection connection)
    {
        AudienceFunctions.Register(connection);
        Execute(connection, "PRAGMA secure_delete = ON");
    }
}
