using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Reports;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Files;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;
using Contracts.Documents;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Imports;

/// <summary>What every store of rows and spool of imports promises together, shown on files on their whole way, from the body of a request to the
/// rows.</summary>
public abstract partial class ImportedFilesContract
{
    private readonly SentMessages queue = new();

    private readonly MemoryDocuments documents = new();

    protected ImportJobs Imports => new(documents);

    protected ImportReports Reports => new(documents);

    protected abstract IImportRows Store { get; }

    protected abstract IImportSpool Spool { get; }

    protected abstract IContactStore Contacts { get; }

    protected abstract WorkspaceRegister Workspaces { get; }

    /// <summary>External ids of those of whom the expression is true.</summary>
    protected abstract Task<IReadOnlyList<string?>> FoundAsync(string where);

    /// <summary>Files that the spool holds.</summary>
    protected abstract int Spooled { get; }

    /// <summary>Ends the store as a power cut would.</summary>
    protected abstract void CutPower();

    protected abstract void StartAgain();

    [Fact]
    public async Task Rows_are_imported_without_their_bad_cells_and_those_of_nobody_are_rejected()
    {
        var job = await ImportAsync(""""
            external_id,first_name,phone,tags,custom.points,consent.sms
            c1,"Ana ""Annie""",+34600123456,VIP;new,12.5,opted_out
            c2,Bea,0600,,,
            c3,"two
            lines",,x,many,yes
            #N/A,Dan,+34600123457,,,
            ,Eve,nobody,,,
            """");

        Assert.Equal((ImportState.Complete, 5L, 3L, 2L, 3L), (job.State, job.Rows, job.Imported, job.Rejected, job.Warnings));
        var ana = (await Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!;
        Assert.Equal(("Ana \"Annie\"", "+34600123456", 12.5, ConsentState.OptedOut), (ana.FirstName, ana.Phone, ana.Custom["points"], ana.Consents[Channel.Sms]));
        Assert.Equal(["VIP", "new"], ana.Tags);
        Assert.Equal($"import {job.Id}", ana.Origin);
        var errors = await Reports.ReadAsync(job).ToListAsync();
        Assert.Equal(
            [(3L, "phone", "0600", true), (4L, "first_name", "two\nlines", true), (4L, "custom.points", "many", true), (6L, "external_id", "#N/A", false), (7L, "phone", "nobody", false), (7L, "external_id", "", false)],
            errors.Select(one => (one.Line, one.Field, one.Value, one.IsWarning)));
        Assert.Equal(["x"], (await Contacts.FindByExternalIdAsync(Shop.Id, "c3"))!.Tags);
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public async Task Importing_again_updates_and_an_empty_cell_leaves_what_was_there()
    {
        await ImportAsync("external_id,city,tags\nc1,Pune,a\n");
        var job = await ImportAsync("external_id,city,tags\nc1,,b\nc2,Goa,\n");

        Assert.Equal((2L, 0L), (job.Imported, job.Rejected));
        var contact = (await Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!;
        Assert.Equal(("Pune", "b", 2L), (contact.City, contact.Tags.Single(), contact.Version));
        Assert.Equal(2, (await Contacts.ListAsync(Shop.Id, null, null, 10)).Total);
    }

    [Fact]
    public async Task Somebody_twice_in_one_file_is_one_contact_with_the_last_values_found_by_them_alone()
    {
        var job = await ImportAsync("external_id,city,tags,custom.plan\nc1,Pune,a,gold\nc2,Goa,a,free\nc1,,b,silver\n");
        Assert.Equal((3L, 0L), (job.Imported, job.Rejected));
        var contact = (await Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!;
        Assert.Equal(("Pune", "silver", "b", 2L), (contact.City, contact.Custom["plan"], contact.Tags.Single(), contact.Version));
        Assert.Equal(["c2"], await FoundAsync("""{"field":"tag","op":"has","value":"a"}"""));
        Assert.Equal(["c1"], await FoundAsync("""{"field":"custom.plan","op":"eq","value":"Silver"}"""));
        Assert.Empty(await FoundAsync("""{"field":"custom.plan","op":"eq","value":"gold"}"""));
    }

    [Fact]
    public async Task A_row_adopts_the_contact_without_an_external_id_who_has_its_phone_also_from_the_same_file()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"phone":"+34600123456","firstName":"Ana"}"""), Api);
        var job = await ImportAsync("external_id,phone,city\nc1,+34600123456,Pune\n,+34600999999,Goa\nc2,+34600999999,\n");
        Assert.Equal((3L, 2L), (job.Imported, (await Contacts.ListAsync(Shop.Id, null, null, 10)).Total));
        Assert.Equal("Ana", (await Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!.FirstName);
        Assert.Equal("Goa", (await Contacts.FindByExternalIdAsync(Shop.Id, "c2"))!.City);
    }

    [Fact]
    public async Task A_row_without_an_external_id_is_about_whoever_has_its_address_also_from_the_same_file()
    {
        var job = await ImportAsync("external_id,phone,email,city\nc1,+34600123456,,Pune\nc2,,b@example.com,Lugo\n,+34600123456,,Goa\n,,b@example.com,Bern\nc3,+34600123456,,Rome\n");
        Assert.Equal((5L, 3L), (job.Imported, (await Contacts.ListAsync(Shop.Id, null, null, 10)).Total));
        Assert.Equal(["c1"], await FoundAsync("""{"field":"city","op":"eq","value":"goa"}"""));
        Assert.Equal(["c2"], await FoundAsync("""{"all":[{"field":"city","op":"eq","value":"bern"},{"field":"email","op":"starts_with","value":"b@"}]}"""));
        Assert.Equal(["c1", "c3"], await FoundAsync("""{"field":"phone","op":"eq","value":"+34600123456"}"""));
    }

    [Fact]
    public async Task What_came_together_is_changed_one_by_one()
    {
        await ImportAsync("external_id,phone,city,country,tags,custom.plan\n" + string.Concat(Enumerable.Range(1, 20).Select(n => $"c{n},+3460000{n:0000},Pune,ES,vip;new,gold\n")));
        await ImportAsync("external_id,tags\nc2,new\n");
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c3","city":"Goa","country":"IN","phone":"+34611111111","custom":{"plan":null},"tags":[]}"""), Api);
        await Contacts.EraseAsync(Shop.Id, (await Contacts.FindByExternalIdAsync(Shop.Id, "c4"))!.Id, Noon);

        foreach (var (where, missing) in new[]
        {
            ("""{"field":"tag","op":"has","value":"vip"}""", new[] { "c2", "c3", "c4" }),
            ("""{"field":"city","op":"eq","value":"pune"}""", ["c3", "c4"]),
            ("""{"field":"country","op":"eq","value":"ES"}""", ["c3", "c4"]),
            ("""{"field":"custom.plan","op":"eq","value":"gold"}""", ["c3", "c4"]),
            ("""{"field":"phone","op":"starts_with","value":"+3460"}""", ["c3", "c4"]),
        })
            Assert.Equal(Enumerable.Range(1, 20).Select(n => $"c{n}").Except(missing), await FoundAsync(where));
        Assert.Equal(["c3"], await FoundAsync("""{"all":[{"field":"city","op":"eq","value":"goa"},{"field":"phone","op":"eq","value":"+34611111111"}]}"""));
    }

    [Fact]
    public async Task The_suppression_list_holds_for_imported_rows()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"old","phone":"+34600123456"}"""), Api);
        await Contacts.EraseAsync(Shop.Id, (await Contacts.FindByExternalIdAsync(Shop.Id, "old"))!.Id, Noon);
        await ImportAsync("external_id,phone\nc0,+34600000000\nc1,+34600123456\nc2,+34600999999\n");
        Assert.Equal<(ChannelSet, ChannelSet, ChannelSet)>(([], ChannelAddresses.ByPhone, []), (await SuppressedAsync("c0"), await SuppressedAsync("c1"), await SuppressedAsync("c2")));

        async Task<ChannelSet> SuppressedAsync(string id) => (await Contacts.FindByExternalIdAsync(Shop.Id, id))!.SuppressedChannels;
    }

    [Fact]
    public async Task An_insert_rejects_who_is_there_already_even_from_the_same_file()
    {
        var job = await ImportAsync("external_id\nc1\nc1\n", mode: ImportMode.Insert);
        Assert.Equal((1L, 1L), (job.Imported, job.Rejected));
        Assert.Equal(3, (await Reports.ReadAsync(job).ToListAsync()).Single().Line);
    }

    [Fact]
    public async Task Lines_of_json_are_imported_as_well()
    {
        var job = await ImportAsync("""
            {"externalId":"c1","city":"Málaga","tags":["a","b"],"custom":{"points":3}}

            {"externalId":"c2","city":7}
            {"externalId":
            """, FileFormat.Ndjson);
        Assert.Equal((2L, 1L, 1L), (job.Imported, job.Rejected, job.Warnings));
        Assert.Equal([(3L, true), (4L, false)], (await Reports.ReadAsync(job).ToListAsync()).Select(one => (one.Line, one.IsWarning)));
    }

    [Fact]
    public async Task Headers_of_other_programs_are_understood_or_mapped()
    {
        var file = "\uFEFFFirst Name,E-Mail,Mobile,Notes\r\nAna,a@example.com,+34600123456,nice\r\n";
        await ImportAsync(file, mapping: new Dictionary<string, string> { ["Notes"] = "-" });
        var ana = (await Contacts.FindByAddressAsync(Shop.Id, "a@example.com")).Single();
        Assert.Equal(("Ana", "+34600123456"), (ana.FirstName, ana.Phone));
    }

    [Theory]
    [InlineData("external_id,name\nc1,Ana\n", "unknown_column")]
    [InlineData("external_id,phone,Mobile\nc1,1,2\n", "duplicate_column")]
    [InlineData("first_name\nAna\n", "missing")]
    [InlineData("external_id,lat\nc1,3\n", "missing")]
    [InlineData("external_id,first_name\nc1,\"Ana\n", "truncated")]
    [InlineData("", "missing")]
    [InlineData("\n\n", "missing")]
    public async Task A_file_that_can_not_be_right_is_refused_and_nothing_stays_of_it(string file, string code)
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ImportAsync(file));
        Assert.Equal(code, error.Problems[0].Code);
        await NothingStaysAsync();
    }

    [Theory]
    [InlineData("c1,Mal\xE1ga")]
    [InlineData("c1,\xC3")]
    [InlineData("c1,a\0b")]
    public async Task A_file_in_another_encoding_is_refused_with_the_remedy(string row)
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ImportAsync(Encoding.Latin1.GetBytes("external_id,city\n" + row)));
        Assert.Equal("wrong_encoding", error.Problems.Single().Code);
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
        await NothingStaysAsync();
    }

    [Fact]
    public async Task A_cell_of_ten_megabytes_is_refused_before_anything_is_stored()
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ImportAsync("external_id,city\nc1," + new string('x', 10_000_000)));
        Assert.Equal("too_long", error.Problems.Single().Code);
        await NothingStaysAsync();
    }

    [Fact]
    public async Task An_export_can_be_imported_again_and_runs_no_formula()
    {
        var (contact, _) = await Contacts.SaveAsync(
            Shop, Draft("""{"externalId":"c1","firstName":"=cmd|' /C calc'!A0","lastName":"a,\"b\"","phone":"+34600123456","city":"'=x","lat":-1.5,"lon":2,"custom":{"plan":"@SUM(A1)"},"tags":["+a","b"]}"""), Api);
        var csv = new StringBuilder(new ContactCsv().Header(["plan"]));
        new ContactCsv().Append(csv, contact, ["plan"]);
        Assert.Contains(",'=cmd|", csv.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(",@SUM", csv.ToString(), StringComparison.Ordinal);
        Assert.Contains(",+34600123456,", csv.ToString(), StringComparison.Ordinal);

        await Contacts.EraseAsync(Shop.Id, contact.Id, Noon);
        await ImportAsync(csv.ToString());
        var again = (await Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!;
        Assert.Equal((contact.FirstName, contact.LastName, contact.City, contact.Lat), (again.FirstName, again.LastName, again.City, again.Lat));
        Assert.Equal(contact.Tags, again.Tags);
        Assert.Equal(contact.Custom["plan"], again.Custom["plan"]);
    }

    private Task<ImportJob> ImportAsync(string file, FileFormat format = FileFormat.Csv, ImportMode mode = ImportMode.Upsert, Dictionary<string, string>? mapping = null) =>
        ImportAsync(Encoding.UTF8.GetBytes(file), format, mode, mapping);

    private async Task<ImportJob> ImportAsync(byte[] file, FileFormat format = FileFormat.Csv, ImportMode mode = ImportMode.Upsert, Dictionary<string, string>? mapping = null)
    {
        var job = await AcceptAsync(file, format, mode, mapping ?? []);
        await RunAsync(job);
        return (await Imports.FindAsync(Shop.Id, job.Id))!;
    }

    protected async Task<ImportJob> AcceptAsync(byte[] file, FileFormat format, ImportMode mode, Dictionary<string, string> mapping)
    {
        await Workspaces.TryAddAsync(Shop);
        return await new AcceptImport(Imports, Spool, queue, SomeContact.Clock).AcceptAsync(Shop, new MemoryStream(file), new ImportFile { Format = format, Mapping = mapping }, mode, "a@example.com");
    }

    protected Task RunAsync(ImportJob job) => new ImportContacts(Imports, Store, Reports, Spool, Workspaces, SomeContact.Clock).RunAsync(Shop.Id, job.Id);

    private async Task NothingStaysAsync()
    {
        Assert.Empty(queue.Bodies);
        Assert.Equal(0, Spooled);
        Assert.Equal(0, (await Contacts.ListAsync(Shop.Id, null, null, 1)).Total);
        Assert.Empty(await Imports.StalledAsync(Noon.AddDays(1)));
    }

    private sealed class SentMessages : IMessageQueue
    {
        public List<string> Bodies { get; } = [];

        public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
        {
            Bodies.Add(body);
            return Task.CompletedTask;
        }

        public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default)
        {
            Bodies.AddRange(bodies);
            return Task.CompletedTask;
        }
    }
}
