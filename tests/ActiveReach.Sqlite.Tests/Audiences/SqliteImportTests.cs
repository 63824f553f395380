using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels;
using ActiveReach.Files;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Workspaces;
using static Contracts.Audiences.SomeContact;
using ActiveReach.Sqlite.Documents;
using Contracts.Audiences.Imports;

namespace ActiveReach.Sqlite.Tests.Audiences;

public sealed class SqliteImportTests : ImportedFilesContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IImportRows Store => new SqliteImportRows(product.Database);

    protected override IImportSpool Spool => new FileImportSpool(Folder);

    protected override IContactStore Contacts => product.Contacts;

    protected override WorkspaceRegister Workspaces => new(new SqliteDocuments(product.Database));

    protected override int Spooled => Directory.Exists(Folder) ? Directory.GetFiles(Folder).Length : 0;

    protected override async Task<IReadOnlyList<string?>> FoundAsync(string where) =>
        [.. (await product.Audiences.PageAsync(new ResolvedAudience(Shop, ExpressionParser.Parse(Where(where).Where, Shop), Now), default, 100)).Select(person => person.ExternalId)];

    private string Folder => Path.Combine(product.Folder, "imports");

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task A_disk_that_fills_in_the_middle_costs_a_batch_and_nothing_is_counted_that_is_not_there()
    {
        const int Rows = 12_000;
        var file = "external_id,phone,tags\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"c{row},+34600{row:000000},vip\n"));
        var job = await AcceptAsync(Encoding.UTF8.GetBytes(file), FileFormat.Csv, ImportMode.Upsert, []);
        await LimitPagesAsync(300);
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(job));
        Assert.Equal((await Imports.FindAsync(Shop.Id, job.Id))!.Imported, await EverybodyAsync());

        await LimitPagesAsync(1_000_000);
        await RunAsync(job);
        Assert.Equal(Rows, await EverybodyAsync());
        Assert.Equal(Rows, (await Contacts.ListAsync(Shop.Id, null, null, 1)).Total);
        Assert.Equal(100, (await FoundAsync("""{"field":"tag","op":"has","value":"vip"}""")).Count);

        async Task<long> EverybodyAsync() => (await product.Audiences.PreviewAsync(new ResolvedAudience(Shop, null, Now), [Channel.Sms])).Total;

        Task LimitPagesAsync(int pages) => product.Database.WriteAsync(session => session.Prepare($"PRAGMA max_page_count = {pages}").Number());
    }

    protected override void CutPower() => product.Database.CutPower();

    protected override void StartAgain() => product.CutPowerAndStartAgain();
}
