using ActiveReach.Channels;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Engagement;

/// <summary>Senders as workspaces, their outlets and their runs told them.</summary>
public sealed class SqliteSenderDirectory(Database database) : ISenderDirectory
{
    public Task<IReadOnlyList<WorkspaceId>> FindAsync(Channel channel, string sender, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<WorkspaceId>>(session =>
        {
            var known = Known(session, channel, sender);
            return known.Count > 1 && known.FindAll(workspace => Has(session, workspace, channel, sender)) is { Count: > 0 } owners ? owners : known;
        }, cancellation);

    public Task<IReadOnlyList<WorkspaceId>> OwnersAsync(Channel channel, string sender, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<WorkspaceId>>(session => Known(session, channel, sender).FindAll(workspace => Has(session, workspace, channel, sender)), cancellation);

    private static List<WorkspaceId> Known(ReadSession session, Channel channel, string sender)
    {
        var found = new List<WorkspaceId>();
        var rows = session.Prepare("SELECT workspace FROM known_senders WHERE channel = ?1 AND key = ?2 ORDER BY workspace")
            .Bind(1, channel).Bind(2, SenderKey.Of(channel, sender));
        while (rows.Step())
            found.Add(new WorkspaceId(rows.GetString(0)));
        return found;
    }

    private static bool Has(ReadSession session, WorkspaceId workspace, Channel channel, string sender)
    {
        var key = SenderKey.Of(channel, sender);
        var rows = session.Prepare("""
            SELECT s.value FROM workspaces AS w, json_each(w.settings, '$.senders') AS s WHERE w.id = ?1 AND s.key = ?2
            UNION SELECT sender FROM outlet_senders WHERE workspace = ?1 AND channel = ?3
            """).Bind(1, workspace.Value).Bind(2, channel.Name()).Bind(3, channel);
        var has = false;
        while (!has && rows.Step())
            has = SenderKey.Of(channel, rows.GetString(0)) == key;
        rows.Reset();
        return has;
    }
}
