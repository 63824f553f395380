using System.Text;
using ActiveReach.Sqlite.Access;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Audiences.Segments;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.TestSends;
using ActiveReach.Sqlite.Workspaces;
using Microsoft.Data.Sqlite;
using SqliteGroupCommit;

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
        foreach (var isOnDisk in new[] { false, true })
        {
            var folder = Directory.CreateTempSubdirectory("activereach-");
            var file = Path.Combine(folder.FullName, "product.db");
            Func<AuditedStores, ActiveReach.Workspaces.AuditEntry, Task> change;
            using (var before = Open(folder, null))
                change = await AuditedChange.All[name].PrepareAsync(On(before.Database));
            var asItWas = Contents(file);

            var power = new PowerCut(isOnDisk);
            using (var cut = Open(folder, power))
            {
                power.IsDue = true;
                await Assert.ThrowsAnyAsync<Exception>(() => change(On(cut.Database), Told));
            }

            using (var after = Open(folder, null))
                Assert.Equal(isOnDisk ? 1 : 0, (await TrailAsync(On(after.Database))).Count);
            Assert.Equal(isOnDisk, asItWas != Contents(file));
            folder.Delete(recursive: true);
        }
    }

    private static AuditedStores On(Database database) => new()
    {
        Trail = new SqliteAuditTrail(database),
        Campaigns = new SqliteCampaignStore(database),
        Segments = new SqliteSegmentStore(database),
        Contacts = new SqliteContactStore(database),
        Merges = new SqliteContactMerges(database),
        Reviews = new SqliteReviewStore(database),
        Suppressions = new SqliteSuppressionStore(database),
        Outlets = new SqliteOutletStore(database),
        Shops = new SqliteShopStore(database),
        Inbox = new SqliteEngagementInbox(database),
        TestMessages = new SqliteTestMessageStore(database),
        Members = new SqliteMemberStore(database),
        Keys = new SqliteKeyStore(database),
        Workspaces = new SqliteWorkspaceStore(database),
    };

    private static ProductDatabase Open(DirectoryInfo folder, ICommitHook? hook) => new(new ProductDatabaseOptions { Directory = folder.FullName, Hook = hook });

    /// <summary>Every row of every table but the trail.</summary>
    private static string Contents(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var text = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('audit', 'sqlite_sequence') AND sql NOT LIKE 'CREATE VIRTUAL%'").ToList())
            text.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table.Trim()}\""));
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

    /// <summary>The power goes at the next commit once it is due.</summary>
    private sealed class PowerCut(bool afterTheWrite) : ICommitHook
    {
        public bool IsDue { get; set; }

        public void BeforeCommit(long ordinal) => Cut(!afterTheWrite);

        public void AfterCommit(long ordinal) => Cut(afterTheWrite);

        private void Cut(bool isNow)
        {
            if (IsDue && isNow)
                throw new IOException("The power is gone.");
        }
    }
}
