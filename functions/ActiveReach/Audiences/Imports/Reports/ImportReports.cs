using System.Runtime.CompilerServices;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports.Reports;

/// <summary>What was wrong with rows of imports, for a time: pages of it, which come with the batches.</summary>
public sealed class ImportReports(IDocuments documents) : IErasureStep
{
    /// <summary>Rejected rows of one import with details in its report, and warnings.</summary>
    public const int MostRows = 10_000;

    /// <summary>Far below what a document may hold.</summary>
    private const int PageSize = 500;

    private static readonly DocumentKind<Page> Kind = new DocumentKind<Page>("import-report", page => $"{page.Import}.{page.Batch:D8}.{page.Number:D4}")
        .By("import", page => page.Import)
        .By("at", page => page.At);

    /// <summary>Adds what is to be told of the batch that the job has come to; again changes nothing.</summary>
    public async Task AddAsync(ImportJob job, IReadOnlyList<ImportError> entries, DateTimeOffset at, CancellationToken cancellation = default)
    {
        foreach (var (number, some) in entries.Chunk(PageSize).Index())
            await documents.TryAsync(Partition(job.Workspace), Kind.Add(new Page(job.Id, job.Batches, number, at, some)), cancellation);
    }

    /// <summary>All entries in the order of the file.</summary>
    public async IAsyncEnumerable<ImportError> ReadAsync(ImportJob job, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = Kind.In(Partition(job.Workspace)) with { Where = [FieldCondition.Is("import", job.Id)], Limit = 10 };
        do
        {
            var pages = await documents.QueryAsync(Kind, query, cancellation);
            foreach (var entry in pages.Items.SelectMany(page => page.Value.Entries))
                yield return entry;
            query = query with { After = pages.Next };
        }
        while (query.After is not null);
    }

    /// <summary>Takes the values of a person out; the lines and what was wrong stay.</summary>
    public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
    {
        var told = ContactFields.All.Where(field => field.TellsWho).Select(field => (string?)contact[field]).OfType<string>().ToArray();
        var query = Kind.In(Partition(workspace));
        var isOver = false;
        while (!isOver)
        {
            var (pages, isErased) = (await documents.QueryAsync(Kind, query, cancellation), true);
            foreach (var page in pages.Items.Where(page => page.Value.Entries.Any(IsOfThem)))
            {
                var erased = page.Value with { Entries = [.. page.Value.Entries.Select(entry => IsOfThem(entry) ? entry with { Value = "" } : entry)] };
                isErased &= await documents.TryAsync(Partition(workspace), Kind.Replace(erased, page.ETag), cancellation);
            }

            // Looked at again where somebody else has changed them meanwhile.
            (query, isOver) = isErased ? (query with { After = pages.Next }, pages.Next is null) : (query, false);
        }

        bool IsOfThem(ImportError entry) => told.Any(value => entry.Value.Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Removes at most <paramref name="limit"/> pages that are older, the oldest first; the number of them.</summary>
    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        var removed = 0;
        while (removed < limit)
        {
            var query = Kind.In(Partition(workspace)) with
            {
                Where = [FieldCondition.Within("at", null, before)],
                OrderBy = "at",
                Limit = Math.Min(limit - removed, IDocuments.MostChanges),
            };
            if ((await documents.QueryAsync(query, cancellation)).Items is not { Count: > 0 } old)
                break;
            await documents.CommitAsync(query.Partition, [.. old.Select(page => Kind.Delete(page.Key.Id))], cancellation);
            removed += old.Count;
        }

        return removed;
    }

    private static string Partition(WorkspaceId workspace) => workspace.PartitionOf("imports");

    private sealed record Page(string Import, int Batch, int Number, DateTimeOffset At, IReadOnlyList<ImportError> Entries);
}
