using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Engagement;

/// <summary>Replies on SQLite.</summary>
public sealed class SqliteReplyStore(Database database) : IReplyStore
{
    private const string Columns = "id, workspace, channel, sender, receiver, text, kind, at, contact, campaign, run, variant, outlet, matches";

    public Task<bool> AddAsync(Reply reply, CancellationToken cancellation = default) => database.WriteAsync(session => session
        .Prepare($"INSERT INTO replies ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING")
        .Bind(1, reply.Id).Bind(2, reply.Workspace.Value).Bind(3, reply.Channel).Bind(4, reply.From).Bind(5, reply.To).Bind(6, reply.Text)
        .Bind(7, (int)reply.Kind).Bind(8, reply.At).Bind(9, reply.Contact?.Value).Bind(10, reply.Campaign?.Value).Bind(11, reply.Run?.Value)
        .Bind(12, reply.Variant).Bind(13, reply.Outlet).Bind(14, reply.Matches).Execute() == 1, cancellation);

    public Task<bool> IsLastWordAsync(WorkspaceId workspace, Channel channel, AddressHash from, DateTimeOffset at, bool isStop, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            session.Prepare("""
                INSERT INTO reply_words (workspace, channel, sender, at, is_stop) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET at = max(at, excluded.at)
                """)
                .Bind(1, workspace.Value).Bind(2, channel).Bind(3, from.ToBytes().AsSpan()).Bind(4, at).Bind(5, isStop).Execute();
            return session.Prepare("""
                SELECT count(*) FROM reply_words WHERE workspace = ?1 AND channel = ?2 AND sender = ?3 AND is_stop <> ?5 AND (at, is_stop) > (?4, ?5)
                """)
                .Bind(1, workspace.Value).Bind(2, channel).Bind(3, from.ToBytes().AsSpan()).Bind(4, at).Bind(5, isStop).Number() == 0;
        }, cancellation);

    public Task<Page<Reply>> ListAsync(WorkspaceId workspace, CampaignId campaign, IReadOnlyList<ReplyKind> kinds, PageQuery query, string? outlet = null, CancellationToken cancellation = default) =>
        ListAsync(workspace, outlet is null ? "campaign = ?2" : "campaign = ?2 AND outlet = ?7", statement => (outlet is null ? statement : statement.Bind(7, outlet)).Bind(2, campaign.Value), kinds, query, cancellation);

    public Task SetKindAsync(WorkspaceId workspace, string id, ReplyKind kind, CancellationToken cancellation = default) => database.WriteAsync(session =>
        session.Prepare("UPDATE replies SET kind = ?3 WHERE id = ?1 AND workspace = ?2").Bind(1, id).Bind(2, workspace.Value).Bind(3, (int)kind).Execute(), cancellation);

    public Task<Reply?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.Prepare($"SELECT {Columns} FROM replies WHERE id = ?1 AND workspace = ?2").Bind(1, id).Bind(2, workspace.Value).First(Read), cancellation);

    public Task<Page<Reply>> ThreadAsync(WorkspaceId workspace, ContactId contact, PageQuery query, CancellationToken cancellation = default) =>
        ListAsync(workspace, "contact = ?2", statement => statement.Bind(2, contact.Value), Enum.GetValues<ReplyKind>(), query, cancellation);

    public Task EraseAsync(WorkspaceId workspace, ContactId contact, string? number, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        session.Prepare("UPDATE replies SET sender = '', text = '' WHERE workspace = ?1 AND contact = ?2").Bind(1, workspace.Value).Bind(2, contact.Value).Execute();
        session.Prepare("UPDATE replies SET sender = '', text = '' WHERE workspace = ?1 AND contact IS NULL AND sender = ?2").Bind(1, workspace.Value).Bind(2, number).Execute();
    }, cancellation);

    public Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default) => database.WriteAsync(
        session => session
            .Prepare("DELETE FROM replies WHERE rowid IN (SELECT rowid FROM replies WHERE workspace = ?1 AND at < ?2 ORDER BY at LIMIT ?3)")
            .Bind(1, workspace.Value).Bind(2, before).Bind(3, limit).Execute(),
        cancellation);

    private Task<Page<Reply>> ListAsync(WorkspaceId workspace, string condition, Func<Statement, Statement> bind, IReadOnlyList<ReplyKind> kinds, PageQuery query, CancellationToken cancellation)
    {
        var after = PageCursor.Read(query.Cursor, 2);
        var afterAt = after is null ? 0 : PageCursor.Number(query.Cursor, after[0]);
        var wanted = kinds.Aggregate(0, (bits, kind) => bits | (1 << (int)kind));
        var (order, beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
        var filter = $"workspace = ?1 AND {condition} AND ((1 << kind) & ?3) <> 0";
        return database.ReadAsync(session => bind(session
            .Prepare($"SELECT {Columns} FROM replies WHERE {filter} AND (?4 IS NULL OR (at, id) {beyond} (?5, ?4)) ORDER BY at {order}, id {order} LIMIT ?6")
            .Bind(1, workspace.Value))
            .Bind(3, wanted).Bind(4, after?[1]).Bind(5, afterAt).Bind(6, query.Limit + 1)
            .ReadPage(
                query.Limit,
                Read,
                reply => PageCursor.Write(reply.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), reply.Id),
                () => bind(session.Prepare($"SELECT count(*) FROM replies WHERE {filter}").Bind(1, workspace.Value)).Bind(3, wanted).Number()), cancellation);
    }

    private static Reply Read(Statement row) => new()
    {
        Id = row.GetString(0),
        Workspace = new WorkspaceId(row.GetString(1)),
        Channel = row.GetChannel(2),
        From = row.GetString(3),
        To = row.GetString(4),
        Text = row.GetString(5),
        Kind = (ReplyKind)row.GetInt32(6),
        At = row.GetTime(7),
        Contact = row.GetNullableInt64(8) is { } contact ? new ContactId(contact) : null,
        Campaign = row.GetNullableString(9) is { } campaign ? new CampaignId(campaign) : null,
        Run = row.GetNullableString(10) is { } run ? new RunId(run) : null,
        Variant = row.GetNullableString(11),
        Outlet = row.GetNullableString(12),
        Matches = row.GetInt32(13),
    };
}
