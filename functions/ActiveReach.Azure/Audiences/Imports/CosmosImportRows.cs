using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Consent;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Imports;

/// <summary>Rows of imports on Cosmos DB. A batch is written in many requests and counts with the last, which says what became of it; one that died before comes again,
/// and goes on where it stopped (<see cref="ImportMark"/>).</summary>
public sealed class CosmosImportRows(CosmosAccount account, CosmosContacts contacts, TimeProvider time) : IImportRows
{
    public async Task<bool> OpenAsync(ImportJob job, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            var (items, known) = await FindAsync(job.Workspace, job.Id);
            if (known is not null)
                return known.ClosedAt is null;
            items.Put(ContactPlaces.OfImport(job.Workspace, job.Id), new ImportItem());
            if (await items.TryWriteAsync())
                return true;
        }
    }

    public async Task<IReadOnlyList<RowOutcome>?> StoreAsync(Workspace workspace, ImportBatch batch, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            var (items, known) = await FindAsync(workspace.Id, batch.Import);
            if (known is null or { ClosedAt: not null })
                return null;
            if (known.Batch == batch.Number)
                return Outcomes(known, batch);
            if (known.Batch != batch.Number - 1)
                return null;
            var stored = await contacts.WriteAsync(workspace.Id, (book, writing) => new BatchWriting(book, writing, batch, workspace.DefaultConsent).StoreAsync());
            items.Put(ContactPlaces.OfImport(workspace.Id, batch.Import), known with { Batch = batch.Number, Outcomes = OutcomeText.Write(stored) });
            if (await items.TryWriteAsync())
                return stored;
        }
    }

    public async Task CloseAsync(ImportJob job, DateTimeOffset at, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            var (items, known) = await FindAsync(job.Workspace, job.Id);
            if (known?.ClosedAt is not null)
                return;
            items.Put(ContactPlaces.OfImport(job.Workspace, job.Id), (known ?? new ImportItem()) with { Outcomes = "", ClosedAt = at });
            if (await items.TryWriteAsync())
                return;
        }
    }

    private async Task<(ItemSet Items, ImportItem? Known)> FindAsync(WorkspaceId workspace, string import)
    {
        var items = new ItemSet(account.ContactIndex, time);
        return (items, await items.FindAsync<ImportItem>(ContactPlaces.OfImport(workspace, import)));
    }

    /// <summary>What became of the batch that was stored last, which is this one.</summary>
    private static RowOutcome[] Outcomes(ImportItem known, ImportBatch batch) => OutcomeText.Read(known.Outcomes) is var outcomes && outcomes.Length == batch.Contacts.Count
        ? outcomes
        : throw new InvalidOperationException($"Batch {batch.Number} of '{batch.Import}' was stored with {outcomes.Length} rows and comes again with {batch.Contacts.Count}: begin batches where they began before.");
}
