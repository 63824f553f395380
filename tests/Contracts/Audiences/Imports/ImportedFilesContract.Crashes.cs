using System.Text;
using ActiveReach.Audiences.Imports;
using ActiveReach.Files;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Imports;

public abstract partial class ImportedFilesContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_cut_off_by_a_crash_goes_on_where_its_last_commit_was(bool isStored)
    {
        const int Rows = 3 * ImportBatch.MostRows;
        const int Bad = Rows / 1000;
        var file = new StringBuilder("external_id,city,tags\n");
        for (var row = 0; row < Rows; row++)
            file.Append(row % 1000 == 999 ? "#REF!,Pune,a\n" : $"c{row},Pune,a\n");
        var job = await AcceptAsync(Encoding.UTF8.GetBytes(file.ToString()), FileFormat.Csv, ImportMode.Insert, []);
        await Assert.ThrowsAnyAsync<Exception>(() => new ImportContacts(Imports, new StopsAfter(Store, 2, isStored, CutPower), Reports, Spool, Workspaces, SomeContact.Clock).RunAsync(Shop.Id, job.Id));

        StartAgain();
        var halfway = (await Imports.FindAsync(Shop.Id, job.Id))!;
        Assert.Equal(ImportState.Running, halfway.State);
        Assert.InRange(halfway.Rows, 1, Rows - 1);
        await RunAsync(job);

        var done = (await Imports.FindAsync(Shop.Id, job.Id))!;
        Assert.Equal((ImportState.Complete, (long)Rows, (long)(Rows - Bad), (long)Bad), (done.State, done.Rows, done.Imported, done.Rejected));
        Assert.Equal(Rows - Bad, (await Contacts.ListAsync(Shop.Id, null, null, 1)).Total);
    }

    [Fact]
    public async Task An_import_whose_end_was_cut_off_is_closed_by_the_next_worker_and_takes_no_rows_any_more()
    {
        var job = await AcceptAsync("external_id\nc1\n"u8.ToArray(), FileFormat.Csv, ImportMode.Upsert, []);
        await Store.OpenAsync(job);
        await Imports.TryUpdateAsync(job with { State = ImportState.Failed }, Noon);
        Assert.Equal(1, Spooled);

        await RunAsync(Assert.Single(await Imports.StalledAsync(Noon)));
        Assert.Equal(0, Spooled);
        Assert.Empty(await Imports.StalledAsync(Noon.AddDays(1)));
        Assert.False(await Store.OpenAsync(job));
        Assert.Null(await Store.StoreAsync(Shop, new ImportBatch(job.Id, 1, job.Mode, Noon, [])));
    }

    [Fact]
    public async Task Only_one_of_two_workers_gets_on_with_an_import()
    {
        var job = await AcceptAsync("external_id\nc1\nc2\n"u8.ToArray(), FileFormat.Csv, ImportMode.Insert, []);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync(job))));
        Assert.Equal((2L, 0L), ((await Imports.FindAsync(Shop.Id, job.Id))!.Imported, (await Imports.FindAsync(Shop.Id, job.Id))!.Rejected));
    }
}
