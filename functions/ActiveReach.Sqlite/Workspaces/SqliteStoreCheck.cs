using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

/// <summary>Reads and writes: a full disk can still be read from.</summary>
internal sealed class SqliteStoreCheck(Database database) : IStoreCheck
{
    public string Store => "sqlite";

    public async Task AskAsync(CancellationToken cancellation = default)
    {
        await database.ReadAsync(session => session.Prepare("SELECT last FROM document_etags").Number(), cancellation);
        await database.WriteAsync(session => session.Prepare("UPDATE document_etags SET last = last").Execute(), cancellation).WaitAsync(cancellation);
    }
}
