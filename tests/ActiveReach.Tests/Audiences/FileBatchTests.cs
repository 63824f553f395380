using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Files;
using ActiveReach.Outlets;
using ActiveReach.Values;

namespace ActiveReach.Tests.Audiences;

/// <summary>Files come in batches, in bounded memory, and tell what became of their rows.</summary>
public sealed class FileBatchTests
{
    private static readonly ImportJob Job = new() { Id = "imp_1", Workspace = new("shop"), By = "a@example.com", CreatedAt = default };

    [Theory]
    [InlineData(FileFormat.Csv, "external_id,first_name,phone\nc1,Ana,\n,Nobody,\nc2,Bea,0600\nc3,Zoë,\n")]
    [InlineData(FileFormat.Ndjson, "{\"externalId\":\"c1\",\"firstName\":\"Ana\"}\n{\"firstName\":\"Nobody\"}\n{\"externalId\":\"c2\",\"firstName\":\"Bea\",\"phone\":\"0600\"}\n{\"externalId\":\"c3\",\"firstName\":\"Zoë\"}\n")]
    public void A_batch_counts_and_reports_what_was_found_and_what_was_refused_in_the_order_of_the_file(FileFormat format, string file)
    {
        var first = format == FileFormat.Csv ? 2 : 1;
        var batch = Assert.Single(Batches(file, format));
        Assert.Equal(["c1", "c2", "c3"], batch.Contacts.Select(contact => contact.ExternalId));

        var (job, report) = batch.Settle(Job, [RowOutcome.ThereAlready(new(7)), new(RowResult.Updated), new(RowResult.Unchanged)]);
        Assert.Equal((1, 4L, 2L, 0L, 1L, 1L, 2L, 1L), (job.Batches, job.Rows, job.Imported, job.Created, job.Updated, job.Unchanged, job.Rejected, job.Warnings));
        Assert.Equal([(first, false), (first + 1, false), (first + 2, true)], report.Select(entry => ((int)entry.Line, entry.IsWarning)));
        Assert.Contains("there already", report[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_rejected_rows_and_of_warnings_only_the_first_are_told_and_all_are_counted()
    {
        var batch = Assert.Single(Batches("external_id,first_name,phone\n,Nobody,\nc1,,0600\n", FileFormat.Csv));
        var (job, report) = batch.Settle(Job with { Rejected = 10_000, Warnings = 9_999 }, [new(RowResult.Created)]);
        Assert.Equal((10_001L, 10_000L), (job.Rejected, job.Warnings));
        Assert.Equal([3L], report.Select(entry => entry.Line));
    }

    [Fact]
    public void Long_rows_make_more_batches_with_the_same_rows_however_often_they_are_read()
    {
        var file = new StringBuilder("external_id,custom.note\n");
        for (var row = 0; row < 200; row++)
            file.Append('c').Append(row).Append(',').Append('x', 60_000).Append('\n');
        var batches = Batches(file.ToString(), FileFormat.Csv);
        Assert.InRange(batches[0].Rows, 10, 100);
        Assert.Equal(200, batches.Sum(batch => batch.Rows));
        Assert.Equal(batches.Skip(1).Select(batch => batch.Rows), Batches(file.ToString(), FileFormat.Csv, batches[0].Rows).Select(batch => batch.Rows));
    }

    private static List<FileBatch> Batches(string file, FileFormat format, int skipped = 0)
    {
        using var reader = new ImportReader(
            new MemoryStream(Encoding.UTF8.GetBytes(file)), new ImportFile { Format = format }, new ContactTerms(new Dictionary<string, FieldType>(), new DateOnly(2026, 3, 2), HomeCountries.None));
        reader.Skip(skipped);
        var (batches, ids) = (new List<FileBatch>(), new RepeatedIds(1));
        while (FileBatch.Read(reader, ids) is { Rows: > 0 } batch)
            batches.Add(batch);
        return batches;
    }
}
