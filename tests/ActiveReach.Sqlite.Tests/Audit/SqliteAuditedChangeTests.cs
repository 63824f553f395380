using System.Text;
using ActiveReach.Access;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns.Records;
using ActiveReach.Consent.Reviews;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Orders.Shops;
using ActiveReach.Outlets;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;
using Microsoft.Data.Sqlite;
using SqliteGroupCommit;
using Contracts.Audit;

namespace ActiveReach.Sqlite.Tests.Audit;

public sealed class SqliteAuditedChangeTests : AuditedChangeContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override AuditedStores Stores => On(product.Database);

    public void Dispose() => product.Dispose();

    /// <summary>Whatever is lost, the change and its entry are lost together.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_crash_between_a_change_and_its_entry_cannot_be(string name)
    {
        var claims = AuditedChange.All[name].Claims;
        for (var cut = 0; cut <= (2 * claims) + 1; cut++)
        {
            var isOnDisk = cut == (2 * claims) + 1;
            var folder = Directory.CreateTempSubdirectory("activereach-");
            var file = Path.Combine(folder.FullName, "product.db");
            Func<AuditedStores, ActiveReach.Workspaces.AuditEntry, Task> change;
            using (var before = Open(folder, null))
                change = await AuditedChange.All[name].PrepareAsync(On(before.Database));
            var asItWas = Contents(file);

            var power = new PowerCut(cut);
            using (var dying = Open(folder, power))
            {
                power.IsDue = true;
                await Assert.ThrowsAnyAsync<Exception>(() => change(On(dying.Database), Told));
            }

            using (var after = Open(folder, null))
                Assert.Equal(isOnDisk ? 1 : 0, (await TrailAsync(On(after.Database))).Count);
            Assert.Equal(isOnDisk, asItWas != Contents(file));
            if (!isOnDisk)
                await AssertCanBeRepeatedAsync(folder, change);
            folder.Delete(recursive: true);
        }
    }

    private static async Task AssertCanBeRepeatedAsync(DirectoryInfo folder, Func<AuditedStores, ActiveReach.Workspaces.AuditEntry, Task> change)
    {
        using var again = Open(folder, null);
        await change(On(again.Database), Told);
        Assert.Single(await TrailAsync(On(again.Database)));
    }

    private static AuditedStores On(Database database) => new()
    {
        Trail = new AuditTrail(new SqliteDocuments(database)),
        Campaigns = new CampaignRecords(new SqliteDocuments(database), TimeProvider.System),
        Segments = new SavedSegments(new SqliteDocuments(database)),
        Contacts = new SqliteContactStore(database),
        Reviews = new ReviewList(new SqliteDocuments(database), new SqliteConsentStore(database)),
        Suppressions = new SqliteSuppressionStore(database),
        Outlets = new OutletRegister(new SqliteDocuments(database)),
        Shops = new ConnectedShops(new SqliteDocuments(database)),
        Inbox = new SqliteEngagementInbox(database),
        TestMessages = new TestMessages(new SqliteDocuments(database)),
        Members = new Members(new SqliteDocuments(database)),
        Keys = new ApiKeys(new SqliteDocuments(database)),
        Workspaces = new WorkspaceRegister(new SqliteDocuments(database)),
    };

    private static ProductDatabase Open(DirectoryInfo folder, ICommitHook? hook) => new(new ProductDatabaseOptions { Directory = folder.FullName, Hook = hook });

    /// <summary>Every row of every table but the trail's and what claims a name.</summary>
    private static string Contents(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var text = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('document_etags', 'sqlite_sequence') AND sql NOT LIKE 'CREATE VIRTUAL%'").ToList())
            text.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table.Trim()}\"{(table.StartsWith("document", StringComparison.Ordinal) ? " WHERE kind NOT IN ('audit', 'key-hash', 'test-message-place', 'due-outlet-assignment')" : "")}"));
        return text.ToString();
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var line = new StringBuilder();
            for (var column = 0; column < reader.FieldCount; column++)
                line.Append(reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column)).Append(' ');
            yield return line.ToString();
        }
    }

    /// <summary>The power goes once it is due: before the next commit (0), after it (1), before the one after that (2) and so on.</summary>
    private sealed class PowerCut(int moments) : ICommitHook
    {
        private int passed;

        public bool IsDue { get; set; }

        public void BeforeCommit(long ordinal) => Pass();

        public void AfterCommit(long ordinal) => Pass();

        private void Pass()
        {
            if (IsDue && passed++ >= moments)
                throw new IOException("The power is gone.");
        }
    }
}
