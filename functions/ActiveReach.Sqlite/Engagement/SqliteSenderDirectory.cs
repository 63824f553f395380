using ActiveReach.Channels;
using ActiveReach.Engagement;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Engagement;

/// <summary>Senders from the documents of the workspaces.</summary>
public sealed class SqliteSenderDirectory(Database database) : ISenderDirectory
{
    public Task<IReadOnlyList<WorkspaceId>> FindAsync(Channel channel, string sender, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read<IReadOnlyList<WorkspaceId>>(session =>
        {
            var found = new List<WorkspaceId>();
            var row = session.Prepare("""
                SELECT id FROM workspaces WHERE EXISTS (SELECT 1 FROM json_each(document, '$.senders') AS s WHERE s.key = ?1 AND s.value = ?2) ORDER BY id
                """)
                .Bind(1, channel.Name()).Bind(2, sender);
            while (row.Step())
                found.Add(new WorkspaceId(row.GetString(0)));
            return found;
        }));
}
