using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Files;
using ActiveReach.Outlets;
using ActiveReach.Values;

namespace ActiveReach.Tests.Audiences;

/// <summary>Rows wait in batches, in bounded memory, and say the same when they are read again.</summary>
public sealed class ImportBatchTests
{
    [Theory]
    [InlineData(FileFormat.Csv, "external_id,first_name,tags\nc1,\"Ana, \"\"A\"\"\",vip;new\nc2,,\n\n,Nobody,\nc3,Zoë,x\n")]
    [InlineData(FileFormat.Ndjson, "{\"externalId\":\"c1\",\"firstName\":\"Ana, \\\"A\\\"\",\"tags\":[\"vip\",\"new\"]}\n{\"externalId\":\"c2\"}\n\n{\"firstName\":\"Nobody\"}\n{\"externalId\":\"c3\",\"firstName\":\"Zoë\",\"tags\":[\"x\"]}\n")]
    public void A_row_says_the_same_when_it_is_read_again_also_in_a_batch_used_again(FileFormat format, string file)
    {
        using var reader = Reader(file, format);
        var batch = new Seen(reader.Parser);
        for (var again = 0; again < 2; again++)
        {
            batch.Restart(default);
            while (batch.Count < 2 && reader.Read())
                batch.Add(reader.Line, reader.Text);

            Assert.Equal(batch.Rows.Select(Told), Enumerable.Range(0, batch.Count).Select(row => Told(batch[row])));
        }

        Assert.Equal((true, "c3", "Zoë"), Told(batch[1]) is var (_, id, name, _) ? (batch[0].Draft is null, id, name) : default);

        static (long, string?, string?, string) Told(ImportRow row) =>
            (row.Line, row.Draft?.ExternalId, (string?)row.Draft?[ContactFields.FirstName], string.Join(';', (IReadOnlyList<string>?)row.Draft?[ContactFields.Tags] ?? []) + string.Join(';', row.Errors.Select(error => error.Message)));
    }

    [Fact]
    public void A_batch_of_long_rows_is_full_sooner()
    {
        var file = new StringBuilder("external_id,custom.note\n");
        for (var row = 0; row < 200; row++)
            file.Append('c').Append(row).Append(',').Append('x', 60_000).Append('\n');
        using var reader = Reader(file.ToString(), FileFormat.Csv);
        var batch = new Seen(reader.Parser);
        while (batch.HasRoom && reader.Read())
            batch.Add(reader.Line, reader.Text);
        Assert.InRange(batch.Count, 10, 100);
    }

    private static ImportReader Reader(string file, FileFormat format) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(file)), new ImportFile { Format = format }, new ContactTerms(new Dictionary<string, FieldType>(), new DateOnly(2026, 3, 2), HomeCountries.None));

    private sealed class Seen(RowParser parser) : ImportBatch(parser)
    {
        public List<ImportRow> Rows { get; } = [];

        public override void Close()
        {
        }

        protected override void Clear(DateTimeOffset at) => Rows.Clear();

        protected override void Prepare(ImportRow row) => Rows.Add(row);
    }
}
