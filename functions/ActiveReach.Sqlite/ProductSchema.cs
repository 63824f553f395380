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

    public static void Create(WriteSession session)
    {
        var connection = session.Connection;
        foreach (var script in Scripts)
            Execute(connection, script);
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
