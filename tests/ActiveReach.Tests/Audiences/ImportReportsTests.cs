using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Reports;
using Contracts.Documents;

namespace ActiveReach.Tests.Audiences;

/// <summary>Reports on imports come back in the order of the file, forget people, and go when they are old.</summary>
public sealed class ImportReportsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImportJob Job = new() { Id = "imp_1", Workspace = new("shop"), By = "a@example.com", CreatedAt = Noon };

    private readonly ImportReports reports = new(new MemoryDocuments());

    [Fact]
    public async Task A_report_of_many_pages_comes_back_in_the_order_of_the_file_however_often_a_batch_was_told()
    {
        await AddAsync(Job with { Batches = 2 }, 5_001, 700);
        await AddAsync(Job with { Batches = 1 }, 1, 5_000);
        await AddAsync(Job with { Batches = 1 }, 1, 5_000);
        await AddAsync(Job with { Id = "imp_2", Batches = 1 }, 9, 1);
        Assert.Equal(Enumerable.Range(1, 5_700), (await reports.ReadAsync(Job).ToListAsync()).Select(entry => (int)entry.Line));
    }

    [Fact]
    public async Task Who_is_erased_is_quoted_no_more_and_the_lines_stay()
    {
        await reports.AddAsync(Job with { Batches = 1 }, [Entry(1, "Ann@example.com;"), Entry(2, "Bob"), Entry(3, "ann-1")], Noon);
        await reports.EraseAsync(Job.Workspace, new Contact { ExternalId = "ann-1", Email = "ann@example.com" });
        Assert.Equal([(1L, ""), (2L, "Bob"), (3L, "")], (await reports.ReadAsync(Job).ToListAsync()).Select(entry => (entry.Line, entry.Value)));
    }

    [Fact]
    public async Task Old_pages_go_the_oldest_first_and_no_more_than_asked()
    {
        for (var batch = 1; batch <= 5; batch++)
            await reports.AddAsync(Job with { Batches = batch }, [Entry(batch, "x")], Noon.AddDays(batch));
        Assert.Equal(2, await reports.RemoveOldAsync(Job.Workspace, Noon.AddDays(4), 2));
        Assert.Equal(1, await reports.RemoveOldAsync(Job.Workspace, Noon.AddDays(4), 2));
        Assert.Equal([4L, 5L], (await reports.ReadAsync(Job).ToListAsync()).Select(entry => entry.Line));
        Assert.Equal(0, await reports.RemoveOldAsync(new("other"), Noon.AddDays(9), 2));
    }

    private static ImportError Entry(int line, string value) => new(line, "email", value, "is no address.") { IsWarning = true };

    private Task AddAsync(ImportJob job, int from, int lines) => reports.AddAsync(job, [.. Enumerable.Range(from, lines).Select(line => Entry(line, "x"))], Noon);
}
