using ActiveReach.Sqlite.Access;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Requests;
using ActiveReach.Sqlite.TestSends;
using ActiveReach.Sqlite.Workspaces;
using Microsoft.Data.Sqlite;

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
        CampaignsSchema.Script,
        TestSendsSchema.Script,
        EngagementSchema.Script,
        LedgerSchema.Script,
    ];

    public static void Create(SqliteConnection connection)
    {
        foreach (var script in Scripts)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The scripts are constants of this assembly.
            command.CommandText = script;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Gives each connection the functions and collations that queries of the features use.</summary>
    public static void Configure(SqliteConnection connection) => AudienceFunctions.Register(connection);
}
