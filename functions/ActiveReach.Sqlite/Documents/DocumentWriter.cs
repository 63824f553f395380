using ActiveReach.Documents;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Documents;

/// <summary>Changes documents inside a transaction, so that a store of another shape can write them with its own rows.</summary>
internal sealed class DocumentWriter(WriteSession session)
{
    public StoredDocument? Find(DocumentKey key) => DocumentRow.Find(session, key);

    /// <summary>Makes all changes or none.</summary>
    public CommitOutcome Commit(string partition, IReadOnlyList<DocumentChange> changes)
    {
        for (var index = 0; index < changes.Count; index++)
        {
            if (!changes[index].Condition.Allows(ETagOf(partition, changes[index])))
                return new CommitOutcome(index);
        }

        foreach (var change in changes)
            Write(partition, change);
        return CommitOutcome.Done;
    }

    private string? ETagOf(string partition, DocumentChange change) => session
        .Prepare("SELECT etag FROM documents WHERE partition = ?1 AND kind = ?2 AND id = ?3").Bind(1, partition).Bind(2, change.Kind).Bind(3, change.Id)
        .First(row => DocumentRow.ETag(row.GetInt64(0)));

    private void Write(string partition, DocumentChange change)
    {
        session.Prepare("DELETE FROM document_fields WHERE partition = ?1 AND kind = ?2 AND id = ?3").Bind(1, partition).Bind(2, change.Kind).Bind(3, change.Id).Execute();
        if (change.Document is not { } document)
        {
            session.Prepare("DELETE FROM documents WHERE partition = ?1 AND kind = ?2 AND id = ?3").Bind(1, partition).Bind(2, change.Kind).Bind(3, change.Id).Execute();
            return;
        }

        session.Prepare("INSERT OR REPLACE INTO documents (partition, kind, id, etag, schema, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, partition).Bind(2, change.Kind).Bind(3, change.Id).Bind(4, NextETag()).Bind(5, document.Schema).BindUtf8(6, document.Body.Span).Execute();
        foreach (var field in document.Fields)
        {
            foreach (var value in field.Values)
            {
                session.Prepare("INSERT OR IGNORE INTO document_fields (partition, kind, field, value, id) VALUES (?1, ?2, ?3, ?4, ?5)")
                    .Bind(1, partition).Bind(2, change.Kind).Bind(3, field.Name).Bind(4, value).Bind(5, change.Id).Execute();
            }
        }
    }

    /// <summary>Never given twice, so that a document that was deleted and added anew has another.</summary>
    private long NextETag() => session
        .Prepare("INSERT INTO document_etags (one, last) VALUES (1, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last").Number();
}
