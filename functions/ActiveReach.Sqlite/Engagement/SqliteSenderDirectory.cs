using ActiveReach.Channels;
using ActiveReach.Engagement;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Engagement;

/// <summary>Senders from the documents of the workspaces, and those of their outlets.</summary>
public sealed class SqliteSenderDirectory(Database database) : ISenderDirectory
{
    public Task<IReadOnlyList<WorkspaceId>> FindAsync(Channel channel, string sender, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read<IReadOnlyList<WorkspaceId>>(session =>
        {
            var found = new List<WorkspaceId>();
            var row = session.Prepare("""
                SELECT id FROM workspaces WHERE EXISTS (SELECT 1 FROM json_each(document, '$.senders') AS s WHERE s.key = ?1 AND s.value = ?2)
                UNION SELECT workspace FROM outlet_senders WHERE channel = ?3 AND sender = ?2 ORDER BY 1
                """)
                .Bind(1, channel.Name()).Bind(2, sender).Bind(3, (int)channel);
            while (row.Step())
                found.Add(new WorkspaceId(row.GetString(0)));
            return found;
        }));
}
