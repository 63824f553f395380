using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.Contacts;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Stores a batch of rows inside one transaction. A prepared row is tried first, as most are of people who are new; their values
/// follow together at the end.</summary>
internal sealed class ImportWriter : IDisposable
{
    /// <summary>Id, workspace and reach: what the storage thread knows better.</summary>
    private const int OwnParameters = 3;

    private readonly PreparedRows batch;
    private readonly ImportMode mode;
    private readonly ContactWriter writer;
    private readonly Statement insert;
    private readonly RecordedParameters.Replay replay;
    private readonly long[] added;
    private long reach;

    private ImportWriter(WriteSession session, PreparedRows batch, ImportMode mode)
    {
        this.batch = batch;
        this.mode = mode;
        writer = new ContactWriter(session, batch.Workspace);
        insert = session.Prepare(ContactRow.InsertNew).Bind(2, writer.Workspace.Key);
        replay = batch.Parameters.ReplayOn(insert);
        added = new long[batch.Count];
    }

    /// <param name="settled">Told of each row in turn: what is wrong with it, or an empty list.</param>
    public static void Store(WriteSession session, PreparedRows batch, ImportMode mode, Action<IReadOnlyList<ImportError>> settled)
    {
        using var import = new ImportWriter(session, batch, mode);
        for (var row = 0; row < batch.Count; row++)
            settled(import.Store(row));
        foreach (var ((name, type, value), rows) in batch.Values.InOrder())
            import.writer.Values.Add(name, type, value, rows.Select(row => import.added[row]).Where(id => id != 0));
    }

    public void Dispose() => writer.Dispose();

    private IReadOnlyList<ImportError> Store(int index)
    {
        var row = batch.Rows[index];
        if (PreparedRows.IsPrepared(row))
            reach = replay.Next(OwnParameters, reach);
        if (row.Draft is not { } draft)
            return row.Errors;
        if (PreparedRows.IsPrepared(row) && writer.TakesPrepared(draft) && writer.TryAdd(insert, (int)reach, draft.Phone.Value, draft.Email.Value) is { } id)
        {
            added[index] = id.Value;
            return [];
        }

        if (writer.FindMatch(draft) is not { } existing)
        {
            writer.Add(draft, batch.Origin);
            return [];
        }

        if (mode == ImportMode.Insert)
            return [new ImportError(row.Line, "", "", $"This contact is there already, as {existing.Id}. Import with mode=upsert to update it.")];
        WriteValuesOf(existing);
        writer.Change(existing, draft, batch.Origin);
        return [];
    }

    /// <summary>A change needs the values of a contact to be where they belong.</summary>
    private void WriteValuesOf(Contact contact)
    {
        if (Array.IndexOf(added, contact.Id.Value) is not (>= 0 and var row))
            return;
        added[row] = 0;
        writer.Values.Replace(null, contact);
    }
}
