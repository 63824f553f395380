using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

/// <summary>Reads and writes: a full disk can still be read from.</summary>
internal sealed class SqliteStoreCheck(Database database) : IStoreCheck
{
    public string Store => "sqlite";

    public async Task AskAsync(CancellationToken cancellation = default)
    {
        database.Read(session => session.Prepare("SELECT count(*) FROM workspaces").Number());
        await database.WriteAsync(session => session.Prepare("DELETE FROM sessions WHERE expires_at < 0").Execute()).WaitAsync(cancellation);
    }
}
