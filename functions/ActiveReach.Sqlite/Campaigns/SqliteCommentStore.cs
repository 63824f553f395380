using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Comments on campaigns, in the order they were written.</summary>
public sealed class SqliteCommentStore(Database database) : ICommentStore
{
    public Task<Comment> AddAsync(WorkspaceId workspace, CampaignId campaign, string author, string text, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            session.Prepare("INSERT INTO campaign_comments (workspace, campaign, author, text, at) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, workspace.Value)
                .Bind(2, campaign.Value)
                .Bind(3, author)
                .Bind(4, text)
                .Bind(5, at.ToUnixTimeMilliseconds())
                .Execute();
            return new Comment(session.LastInsertRowId, author, text, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()));
        }, cancellation);

    public Task<CommentPage> ListAsync(WorkspaceId workspace, CampaignId campaign, int limit, long after, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            var count = session.Prepare("SELECT count(*) FROM campaign_comments WHERE workspace = ?1 AND campaign = ?2").Bind(1, workspace.Value).Bind(2, campaign.Value);
            count.Step();
            var row = session.Prepare("""
                SELECT sequence, author, text, at FROM campaign_comments
                WHERE workspace = ?1 AND campaign = ?2 AND sequence > ?3 ORDER BY sequence LIMIT ?4
                """)
                .Bind(1, workspace.Value)
                .Bind(2, campaign.Value)
                .Bind(3, after)
                .Bind(4, limit);
            var items = new List<Comment>();
            while (row.Step())
                items.Add(new Comment(row.GetInt64(0), row.GetString(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))));
            return new CommentPage(items, count.GetInt64(0));
        }, cancellation);
}
