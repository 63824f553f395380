using ActiveReach.Audiences.Imports;
using ActiveReach.Documents;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Audiences;

/// <summary>Imports as documents.</summary>
public sealed class ImportJobsTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImportJob Asked = new() { Id = "imp_1", Workspace = Shop, By = "a@example.com", CreatedAt = Noon };

    private readonly MemoryDocuments documents = new();

    private ImportJobs Jobs => new(documents);

    [Fact]
    public async Task An_import_goes_forward_only_and_ends_once()
    {
        await Jobs.AddAsync(Asked);
        Assert.True(await Jobs.TryUpdateAsync(Asked with { State = ImportState.Running, Rows = 5 }, Noon));
        await Jobs.AddAsync(Asked);
        Assert.False(await Jobs.TryUpdateAsync(Asked with { State = ImportState.Running, Rows = 4 }, Noon));
        Assert.True(await Jobs.TryUpdateAsync(Asked with { State = ImportState.Complete, Rows = 5 }, Noon));
        Assert.False(await Jobs.TryUpdateAsync(Asked with { State = ImportState.Failed, Rows = 5 }, Noon));

        Assert.Equal((ImportState.Complete, 5L), ((await Jobs.FindAsync(Shop, "imp_1"))!.State, (await Jobs.FindAsync(Shop, "imp_1"))!.Rows));
        Assert.Null(await Jobs.FindAsync(new WorkspaceId("other"), "imp_1"));
    }

    [Fact]
    public async Task Of_two_workers_who_stored_the_same_batch_one_goes_on()
    {
        await Jobs.AddAsync(Asked);
        Assert.True(await Jobs.TryGoOnAsync(Asked with { Batches = 1, Rows = 5 }, Noon));
        Assert.False(await Jobs.TryGoOnAsync(Asked with { Batches = 1, Rows = 5 }, Noon));
        Assert.False(await Jobs.TryGoOnAsync(Asked with { Batches = 3, Rows = 9 }, Noon));
        Assert.True(await Jobs.TryGoOnAsync(Asked with { Batches = 2, Rows = 7 }, Noon));
    }

    [Fact]
    public async Task An_import_that_nobody_touches_is_found_until_nothing_of_it_is_left_to_do()
    {
        await Jobs.AddAsync(Asked);
        await Jobs.AddAsync(Asked with { Id = "imp_2", Workspace = new WorkspaceId("other") });
        await Jobs.TryUpdateAsync(Asked with { State = ImportState.Running }, Noon.AddMinutes(1));
        Assert.Equal(["imp_2"], (await Jobs.StalledAsync(Noon)).Select(job => job.Id));

        // One that is over is found as well: its file may still lie there.
        await Jobs.TryUpdateAsync(Asked with { State = ImportState.Complete }, Noon.AddMinutes(1));
        Assert.Equal(["imp_1", "imp_2"], (await Jobs.StalledAsync(Noon.AddMinutes(1))).Select(job => job.Id).Order());
        await Jobs.FinishAsync(Asked);
        Assert.Equal(["imp_2"], (await Jobs.StalledAsync(Noon.AddMinutes(1))).Select(job => job.Id));
    }

    [Fact]
    public async Task What_a_crash_kept_from_coming_is_forgotten()
    {
        await Assert.ThrowsAsync<IOException>(() => new ImportJobs(new DirectoryAlone(documents)).AddAsync(Asked));
        Assert.Empty(await Jobs.StalledAsync(Noon));
        Assert.Empty((await documents.QueryAsync(new DocumentQuery(WorkspacePartition.Directory, "import-unfinished"))).Items);
    }

    /// <summary>The power goes between the directory and the workspace.</summary>
    private sealed class DirectoryAlone(IDocuments documents) : IDocuments
    {
        public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default) => documents.FindAsync(key, cancellation);

        public Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default) => documents.QueryAsync(query, cancellation);

        public Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default) =>
            partition == WorkspacePartition.Directory ? documents.CommitAsync(partition, changes, cancellation) : throw new IOException("The power is gone.");
    }
}
