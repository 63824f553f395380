using System.Text;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Files;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>Files as people have them, dropped in without a hand: who is stored, what is said of the columns, what was left out.</summary>
public sealed class ImportedFileTests : IDisposable
{
    private static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new GeneralSettings { TimeZone = "Etc/UTC" });

    private readonly ImportWorld world = new(Shop);

    public static TheoryData<FileCase> Files => [.. ExportedFiles.All, .. SpreadsheetFiles.All, .. CellFiles.All];

    public static TheoryData<FileCase> Twins => [.. SpreadsheetFiles.All.Concat(CellFiles.All).Where(file => file.Ndjson is not null)];

    static ImportedFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task A_file_as_people_have_it_becomes_the_people_it_tells_of(FileCase file)
    {
        var job = await ImportAsync(file, file.Csv, new ImportFile { Charset = file.Charset, Mapping = Pairs(file.Map) });
        Assert.Equal((file.What, file.Tool, file.LeftOut), (file.What, job.Tool, string.Join("|", job.Columns.LeftOut())));
    }

    [Theory]
    [MemberData(nameof(Twins), DisableDiscoveryEnumeration = true)]
    public Task Lines_of_json_mean_the_same(FileCase file) => ImportAsync(file, file.Ndjson!, new ImportFile { Format = FileFormat.Ndjson });

    public void Dispose() => world.Dispose();

    private async Task<ImportJob> ImportAsync(FileCase file, string text, ImportFile told)
    {
        var job = await world.ImportAsync(Encoding.GetEncoding(file.Encoding).GetBytes(text), told);
        var people = (await world.Contacts.ListAsync(Shop.Id, null, null, 100)).Items.OrderBy(contact => contact.Id.Value).Select(Person.Told);
        Assert.Equal(string.Join('\n', file.People), string.Join('\n', people));
        Assert.Equal((file.What, ImportState.Complete, (long)file.Rejected, (long)file.Warnings, file.NewFields), (file.What, job.State, job.Rejected, job.Warnings, Told(job.NewFields)));
        return job;
    }

    private static string Told(IReadOnlyDictionary<string, FieldType> fields) =>
        string.Join('|', fields.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}:{each.Value.ToString().ToLowerInvariant()}"));

    private static Dictionary<string, string> Pairs(string map) => map
        .Split('|', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(pair => pair[..pair.LastIndexOf(':')], pair => pair[(pair.LastIndexOf(':') + 1)..], StringComparer.Ordinal);
}
