using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Imports;
using ActiveReach.Files;
using ActiveReach.Values;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>Custom fields that a file brings, and the shapes in which rows come.</summary>
public sealed class NewFieldTests : IDisposable
{
    private readonly ImportWorld world = new(Shop);

    [Theory]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,42\nc2,-1.5\nc3,\n", FieldType.Number, 42.0)]
    [InlineData(FileFormat.Ndjson, "{\"externalId\":\"c1\",\"custom\":{\"new\":42}}\n{\"externalId\":\"c2\",\"custom\":{\"new\":null}}\n", FieldType.Number, 42.0)]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,2026-01-31\nc2,2025-12-01\n", FieldType.Date, "2026-01-31")]
    [InlineData(FileFormat.Ndjson, "{\"externalId\":\"c1\",\"custom\":{\"new\":\"2026-01-31\"}}\n", FieldType.Date, "2026-01-31")]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,TRUE\nc2,false\n", FieldType.Boolean, true)]
    [InlineData(FileFormat.Ndjson, "{\"externalId\":\"c1\",\"custom\":{\"new\":true}}\n", FieldType.Boolean, true)]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,42\nc2,forty\n", FieldType.Text, "42")]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,00042\n", FieldType.Text, "00042")]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,4915112345678901\n", FieldType.Text, "4915112345678901")]
    [InlineData(FileFormat.Csv, "external_id,custom.new\nc1,31/01/2026\n", FieldType.Text, "31/01/2026")]
    public async Task New_custom_fields_get_their_type_from_the_file(FileFormat format, string file, FieldType type, object value)
    {
        var job = await world.ImportAsync(Encoding.UTF8.GetBytes(file), new ImportFile { Format = format });
        Assert.Equal((ImportState.Complete, 0L, type), (job.State, job.Rejected, job.NewFields["new"]));
        Assert.Equal(value, (await world.Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!.Custom["new"]);
        Assert.Equal(type, (await world.Workspaces.FindAsync(Shop.Id))!.CustomFields["new"]);
    }

    [Theory]
    [InlineData("external_id;first_name\nc1;Ana\n")]
    [InlineData("external_id\tfirst_name\nc1\tAna\n")]
    [InlineData("sep=|\nexternal_id|first_name\nc1|Ana\n")]
    [InlineData("external_id,first_name,,\nc1,Ana,,\nc2\nc3,Bo,,,,\n")]
    public async Task Separators_and_padding_of_other_programs_are_understood(string file)
    {
        var job = await world.ImportAsync(Encoding.UTF8.GetBytes(file), ImportFile.Csv);
        Assert.Equal((ImportState.Complete, job.RowsOfFile, 0L), (job.State, job.Imported, job.Rejected));
        Assert.Equal("Ana", (await world.Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!.FirstName);
    }

    public void Dispose() => world.Dispose();
}
