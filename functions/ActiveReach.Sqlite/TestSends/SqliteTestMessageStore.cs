using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.TestSends;

/// <summary>Test messages on SQLite.</summary>
internal sealed class SqliteTestMessageStore(Database database) : ITestMessageStore
{
    private const string Columns = "id, workspace, campaign, sent_by, member, channel, variant, contact, at, outcome, reason";

    public Task<DateTimeOffset?> TryAddAsync(
        IReadOnlyList<TestMessage> messages, int most, DateTimeOffset since, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync<DateTimeOffset?>(session =>
        {
            var sent = Window(session.Prepare("SELECT count(*) FROM test_messages WHERE workspace = ?1 AND sent_by = ?2 AND at > ?3"), messages[0], since).Number();
            if (sent + messages.Count - most is > 0 and var tooMany)
            {
                var at = Window(session.Prepare("SELECT at FROM test_messages WHERE workspace = ?1 AND sent_by = ?2 AND at > ?3 ORDER BY at LIMIT 1 OFFSET ?4"), messages[0], since)
                    .Bind(4, tooMany - 1).First<DateTimeOffset?>(row => row.GetTime(0));
                return at ?? throw new ArgumentException($"{messages.Count} messages are more than the {most} that are possible at all.", nameof(messages));
            }

            foreach (var message in messages)
                Add(session, message);
            AuditRows.Add(session, audit);
            return null;
        }, cancellation);

    public Task SettleAsync(string id, TestOutcome outcome, string? reason, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session.Prepare("UPDATE test_messages SET outcome = ?2, reason = ?3 WHERE id = ?1").Bind(1, id).Bind(2, (int)outcome).Bind(3, reason).Execute(), cancellation);

    public Task<TestMessage?> FindAsync(string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.Prepare($"SELECT {Columns} FROM test_messages WHERE id = ?1").Bind(1, id).First(Read), cancellation);

    private static Statement Window(Statement statement, TestMessage message, DateTimeOffset since) =>
        statement.Bind(1, message.Workspace.Value).Bind(2, message.SentBy).Bind(3, since);

    private static void Add(WriteSession session, TestMessage message) => session
        .Prepare($"INSERT INTO test_messages ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        .Bind(1, message.Id).Bind(2, message.Workspace.Value).Bind(3, message.Campaign.Value).Bind(4, message.SentBy).Bind(5, message.Member)
        .Bind(6, message.Channel).Bind(7, message.Variant).Bind(8, message.Contact.Value).Bind(9, message.At).Bind(10, (int?)message.Outcome).Bind(11, message.Reason)
        .Execute();

    private static TestMessage Read(Statement row) => new()
    {
        Id = row.GetString(0),
        Workspace = new WorkspaceId(row.GetString(1)),
        Campaign = new CampaignId(row.GetString(2)),
        SentBy = row.GetString(3),
        Member = row.GetString(4),
        Channel = row.GetChannel(5),
        Variant = row.GetString(6),
        Contact = new ContactId(row.GetInt64(7)),
        At = row.GetTime(8),
        Outcome = (TestOutcome?)row.GetNullableInt64(9),
        Reason = row.GetNullableString(10),
    };
}
