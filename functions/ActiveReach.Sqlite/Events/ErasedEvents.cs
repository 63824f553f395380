using System.Security.Cryptography;
using System.Text;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>Hashes of the ids of erased events: sent again, such an event is a duplicate and nothing of it is kept.</summary>
internal static class ErasedEvents
{
    public static byte[] HashOf(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));

    public static bool Contains(ReadSession session, WorkspaceKey workspace, string id) => session
        .Prepare("SELECT EXISTS (SELECT 1 FROM erased_events WHERE workspace = ?1 AND hash = ?2)")
        .Bind(1, workspace.Key).Bind(2, HashOf(id).AsSpan()).Number() == 1;

    public static void Add(WriteSession session, WorkspaceKey workspace, string id, DateTimeOffset at) => session
        .Prepare("INSERT OR IGNORE INTO erased_events (workspace, hash, erased_at) VALUES (?1, ?2, ?3)")
        .Bind(1, workspace.Key).Bind(2, HashOf(id).AsSpan()).Bind(3, at).Execute();
}
