using ActiveReach.Documents;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Documents;

/// <summary>Documents in the product's file.</summary>
public sealed class SqliteDocuments(Database database) : IDocuments
{
    public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default) =>
        database.ReadAsync(session => DocumentRow.Find(session, key), cancellation);

    public async Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentLimits.Check(changes);
        return await database.WriteAsync(session => new DocumentWriter(session).Commit(partition, changes), cancellation);
    }

    public async Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentLimits.Check(query);
        return await database.ReadAsync(session => new DocumentListing(query).Read(session), cancellation);
    }
}
