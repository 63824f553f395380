using ActiveReach.Channels;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Engagement;

/// <summary>Every sender that a workspace has or had. Whoever stores one tells it here, in the same transaction; nothing is ever taken out.</summary>
internal static class KnownSenders
{
    public static void Learn(WriteSession session, WorkspaceId workspace, IEnumerable<KeyValuePair<Channel, string>> senders)
    {
        foreach (var (channel, sender) in senders)
        {
            session.Prepare("INSERT OR IGNORE INTO known_senders (channel, key, workspace) VALUES (?1, ?2, ?3)")
                .Bind(1, channel).Bind(2, SenderKey.Of(channel, sender)).Bind(3, workspace.Value).Execute();
        }
    }
}
