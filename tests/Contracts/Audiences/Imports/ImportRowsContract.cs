using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels;
using ActiveReach.Consent;
using static ActiveReach.Audiences.Imports.RowResult;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Imports;

/// <summary>What every store of rows promises, shown on rows.</summary>
public abstract partial class ImportRowsContract
{
    private static readonly ImportJob Job = new() { Id = "imp_1", Workspace = Shop.Id, By = "a@example.com", CreatedAt = Noon };

    private int batches;

    protected abstract IImportRows Rows { get; }

    protected abstract IContactStore Contacts { get; }

    [Fact]
    public async Task A_row_tells_whether_somebody_came_changed_or_is_as_before()
    {
        Assert.Equal([Created, Created], await StoreAsync("""{"externalId":"c1","city":"Pune"}""", """{"externalId":"c2","city":"Goa"}"""));
        Assert.Equal([Unchanged, Updated, Created], await StoreAsync("""{"externalId":"c1","city":"Pune"}""", """{"externalId":"c2","city":"Lugo"}""", """{"externalId":"c3"}"""));
        Assert.Equal([("c1", "Pune", 1L), ("c2", "Lugo", 2L), ("c3", null, 1L)], (await EverybodyAsync()).Select(contact => (contact.ExternalId, contact.City, contact.Version)));
    }

    [Theory]
    [InlineData("""{"city":"Pune"}""", """{"city":"Goa"}""")]
    [InlineData("""{"tags":["a","b"]}""", """{"tags":["b"]}""")]
    [InlineData("""{"birthday":"1990-02-28"}""", """{"birthday":"1990-03-01"}""")]
    [InlineData("""{"lat":1.5,"lon":2}""", """{"lat":1.5,"lon":2.5}""")]
    [InlineData("""{"custom":{"points":3,"likes":["x","y"],"vip":true,"joined":"2020-01-01","plan":"Gold"}}""", """{"custom":{"likes":["y","x"]}}""")]
    [InlineData("""{"custom":{"points":3}}""", """{"custom":{"points":null}}""")]
    [InlineData("""{"consent":{"sms":"opted_in"}}""", """{"consent":{"sms":"unknown"}}""")]
    [InlineData("""{"outlet":"Goa 1"}""", """{"outlet":"Goa 2"}""")]
    public async Task A_row_that_says_again_what_is_known_leaves_the_version_and_one_that_differs_does_not(string first, string other)
    {
        await StoreAsync(Of("c1", first));
        Assert.Equal([Unchanged], await StoreAsync(Of("c1", first)));
        Assert.Equal([Updated, Unchanged], await StoreAsync(Of("c1", other), Of("c1", other)));
        Assert.Equal(2, (await FindAsync("c1")).Version);

        static string Of(string id, string rest) => $$"""{"externalId":"{{id}}",{{rest[1..]}}""";
    }

    [Fact]
    public async Task Values_keep_their_types_and_what_a_row_does_not_mention_stays()
    {
        await StoreAsync("""{"externalId":"c1","firstName":"Ana","birthday":"1990-02-28","lat":-1.5,"lon":2,"country":"in","tags":["a","b"],"custom":{"plan":"1","points":1,"joined":"2020-01-01","vip":true,"likes":["x","y"]}}""");
        await StoreAsync("""{"externalId":"c1","city":"Pune","custom":{"points":2.5}}""");
        var contact = await FindAsync("c1");
        Assert.Equal(("Ana", "Pune", "IN", new DateOnly(1990, 2, 28), -1.5), (contact.FirstName, contact.City, contact.Country, contact.Birthday, contact.Lat));
        Assert.Equal(["a", "b"], contact.Tags);
        Assert.Equal(("1", 2.5, "2020-01-01", true), (contact.Custom["plan"], contact.Custom["points"], contact.Custom["joined"], contact.Custom["vip"]));
        Assert.Equal(["x", "y"], (IReadOnlyList<string>)contact.Custom["likes"]);
        Assert.Equal(("import imp_1", Noon), (contact.Origin, contact.CreatedAt));
    }

    [Fact]
    public async Task One_external_id_twice_in_a_batch_is_one_contact_with_the_last_values()
    {
        Assert.Equal([Created, Created, Updated], await StoreAsync("""{"externalId":"c1","city":"Pune"}""", """{"externalId":"c2"}""", """{"externalId":"c1","firstName":"Ana","city":"Goa"}"""));
        Assert.Equal(2, (await EverybodyAsync()).Count);
        Assert.Equal(("Ana", "Goa"), ((await FindAsync("c1")).FirstName, (await FindAsync("c1")).City));
    }

    [Fact]
    public async Task One_address_in_two_rows_is_two_contacts_where_each_has_an_id_and_one_where_they_have_none()
    {
        Assert.Equal([Created, Created], await StoreAsync("""{"externalId":"c1","phone":"+34600123456"}""", """{"externalId":"c2","phone":"+34600123456"}"""));
        Assert.Equal([Created, Updated], await StoreAsync("""{"email":"a@example.com"}""", """{"email":"a@example.com","city":"Goa"}"""));
        Assert.Equal(["c1", "c2"], (await Contacts.FindByAddressAsync(Shop.Id, "+34600123456")).Select(contact => contact.ExternalId));
        Assert.Equal("Goa", Assert.Single(await Contacts.FindByAddressAsync(Shop.Id, "a@example.com")).City);
    }

    [Fact]
    public async Task A_row_without_an_external_id_finds_whoever_the_same_batch_brought()
    {
        Assert.Equal([Created, Created, Updated, Updated], await StoreAsync(
            """{"externalId":"c1","phone":"+34600123456"}""", """{"externalId":"c2","email":"b@example.com"}""", """{"phone":"+34600123456","city":"Goa"}""", """{"email":"b@example.com","city":"Bern"}"""));
        Assert.Equal(("Goa", "Bern"), ((await FindAsync("c1")).City, (await FindAsync("c2")).City));
    }

    [Fact]
    public async Task Where_only_new_ones_are_wanted_a_row_of_somebody_there_is_refused_with_the_remedy()
    {
        await StoreAsync("""{"externalId":"c1","city":"Pune"}""");
        var outcomes = (await Rows.StoreAsync(Shop, Next("""{"externalId":"c1","city":"Goa"}""", """{"externalId":"c2"}""", """{"externalId":"c2"}""") with { Mode = ImportMode.Insert }))!;
        Assert.Equal([Refused, Created, Refused], outcomes.Select(outcome => outcome.Result));
        Assert.Contains("mode=upsert", outcomes[0].Reason, StringComparison.Ordinal);
        Assert.Contains((await FindAsync("c2")).Id.ToString(), outcomes[2].Reason, StringComparison.Ordinal);
        Assert.Equal(("Pune", 1L), ((await FindAsync("c1")).City, (await FindAsync("c1")).Version));
    }

    [Fact]
    public async Task Consents_come_with_their_source_and_others_are_the_default()
    {
        await StoreAsync("""{"externalId":"c1","phone":"+34600123456","consent":{"sms":"opted_out","email":"unknown"}}""", """{"externalId":"c2","phone":"+34600123456"}""");
        var (one, other) = (await FindAsync("c1"), await FindAsync("c2"));
        Assert.Equal((ConsentState.OptedOut, ConsentState.Unknown, ConsentState.OptedIn), (one.Consents[Channel.Sms], one.Consents[Channel.Email], one.Consents[Channel.Push]));
        Assert.Equal((ConsentState.OptedIn, ConsentState.OptedOut), (other.Consents[Channel.Sms], other.ConsentOn(Channel.Sms)));
    }

    [Fact]
    public async Task An_address_on_the_suppression_list_is_not_reached_through_a_row()
    {
        await EraseAsync((await Contacts.SaveAsync(Shop, Draft("""{"externalId":"old","phone":"+34600123456"}"""), Api)).Contact);
        await StoreAsync("""{"externalId":"c1","phone":"+34600123456"}""", """{"externalId":"c2","phone":"+34600000000"}""");
        Assert.Equal<(ChannelSet, ChannelSet)>((ChannelAddresses.ByPhone, []), ((await FindAsync("c1")).SuppressedChannels, (await FindAsync("c2")).SuppressedChannels));
    }

    private ImportBatch Next(params string[] contacts) => new(Job.Id, ++batches, ImportMode.Upsert, Noon, [.. contacts.Select(Draft)]);

    private async Task<IEnumerable<RowResult>> StoreAsync(params string[] contacts)
    {
        await Rows.OpenAsync(Job);
        return (await Rows.StoreAsync(Shop, Next(contacts)))!.Select(outcome => outcome.Result);
    }

    private Task<bool> EraseAsync(Contact contact) => Contacts.EraseAsync(Shop.Id, contact.Id, Noon);

    private async Task<Contact> FindAsync(string externalId) => (await Contacts.FindByExternalIdAsync(Shop.Id, externalId))!;

    private Task<IReadOnlyList<Contact>> EverybodyAsync() => Contacts.NextAsync(Shop.Id, null, 100_000);
}
