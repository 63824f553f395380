using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
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
    private readonly ListedAddresses listed;
    private readonly ContactWriter writer;
    private readonly Statement insert;
    private readonly RecordedParameters.Replay replay;
    private readonly FoundBy found;
    private long reach;

    private ImportWriter(WriteSession session, PreparedRows batch, ImportMode mode, OutletDirectory outlets, ListedAddresses listed)
    {
        (this.batch, this.mode, this.listed) = (batch, mode, listed);
        writer = new ContactWriter(session, batch.Workspace, outlets, listed);
        insert = session.Prepare(ContactRow.InsertNew).Bind(2, writer.Workspace.Key);
        replay = batch.Parameters.ReplayOn(insert);
        found = new FoundBy(batch);
    }

    /// <param name="listed">Gets the addresses that the batch adds to the lists.</param>
    /// <param name="settled">Told of each row in turn: why it is rejected, or an empty list, and what was left out of it.</param>
    public static void Store(WriteSession session, PreparedRows batch, ImportMode mode, OutletDirectory outlets, ListedAddresses listed, Action<IReadOnlyList<ImportError>, IReadOnlyList<ImportError>> settled)
    {
        using var import = new ImportWriter(session, batch, mode, outlets, listed);
        for (var row = 0; row < batch.Count; row++)
            settled(import.Store(row), batch.WarningsOf(row));
        import.found.Write(import.writer);
        import.writer.Settle();
    }

    public void Dispose() => writer.Dispose();

    private IReadOnlyList<ImportError> Store(int index)
    {
        var prepared = batch.IsPrepared(index);
        if (prepared)
            reach = replay.Next(OwnParameters, reach);
        var tried = prepared && writer.TakesPrepared && !batch.MayBeListed(index, listed);
        if (tried && Added(index, writer.TryAdd(insert, new Reach((int)reach))))
            return [];
        var row = batch[index];
        if (row.Draft is not { } draft)
            return row.Errors;
        if (prepared && !tried && writer.TakesPreparedOf(draft) && writer.Marked(new Reach((int)reach), draft) is { } marked && Added(index, writer.TryAdd(insert, marked)))
            return [];
        if (writer.FindMatch(draft) is not { } existing)
        {
            writer.Add(draft, batch.Origin);
            return [];
        }

        if (mode == ImportMode.Insert)
            return [new ImportError(row.Line, "", "", $"This contact is there already, as {existing.Id}. Import with mode=upsert to update it.")];
        WriteAhead(existing);
        writer.Change(existing, draft, batch.Origin);
        return [];
    }

    private bool Added(int index, ContactId? id)
    {
        if (id is not { } added)
            return false;
        found.Add(index, added, writer);
        if (batch.Refuses(index, out var draft))
            writer.Say(added, draft, batch.Origin);
        return true;
    }

    /// <summary>A change needs what the contact is found by to be where it belongs.</summary>
    private void WriteAhead(Contact contact)
    {
        if (found.Forget(contact.Id))
            writer.WriteWhatFinds(null, contact);
    }
}
