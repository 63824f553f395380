using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Stores a batch of rows inside one transaction. Each is taken for somebody new first, as most are; what newcomers are found by
/// follows together at the end.</summary>
internal sealed class ImportWriter : IDisposable
{
    private readonly ImportMode mode;
    private readonly ContactOrigin origin;
    private readonly ContactWriter writer;
    private readonly FoundBy found;

    private ImportWriter(WriteSession session, Workspace workspace, ImportBatch batch, OutletDirectory outlets, ListedAddresses listed, FoundBy found)
    {
        (mode, origin) = (batch.Mode, batch.Origin);
        writer = new ContactWriter(session, workspace, outlets, listed);
        this.found = found;
        found.Clear();
    }

    /// <param name="listed">Gets the addresses that the batch adds to the lists.</param>
    /// <param name="found">Room for what newcomers are found by.</param>
    public static RowOutcome[] Store(WriteSession session, Workspace workspace, ImportBatch batch, OutletDirectory outlets, ListedAddresses listed, FoundBy found)
    {
        using var import = new ImportWriter(session, workspace, batch, outlets, listed, found);
        var outcomes = new RowOutcome[batch.Contacts.Count];
        for (var row = 0; row < outcomes.Length; row++)
            outcomes[row] = import.Store(batch.Contacts[row]);
        found.Write(import.writer);
        import.writer.Settle();
        return outcomes;
    }

    public void Dispose() => writer.Dispose();

    private RowOutcome Store(ContactDraft draft)
    {
        if (writer.TryAdd(draft, origin) is { } added)
        {
            found.Add(added, writer);
            return new RowOutcome(RowResult.Created);
        }

        // Whoever has no external id is looked for by address.
        if (draft.ExternalId is null)
            found.Write(writer);
        if (writer.FindMatch(draft) is not { } existing)
        {
            writer.Add(draft, origin);
            return new RowOutcome(RowResult.Created);
        }

        if (mode == ImportMode.Insert)
            return RowOutcome.ThereAlready(existing.Id);
        if (!writer.IsNews(existing, draft))
            return new RowOutcome(RowResult.Unchanged);
        if (found.Has(existing.Id))
            found.Write(writer);
        writer.Change(existing, draft, origin);
        return new RowOutcome(RowResult.Updated);
    }
}
