using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.People;

/// <summary>What every store promises of merges, and of drafts that find a contact without an external id.</summary>
public abstract class ContactMergesContract
{
    private static readonly ContactOrigin Merged = new("merge", Noon);

    protected abstract IContactStore Contacts { get; }

    protected abstract IConsentStore Consents { get; }

    protected abstract IAudienceReader Audiences { get; }

    [Fact]
    public async Task The_one_that_stays_keeps_its_values_and_takes_those_it_lacks()
    {
        var stays = await AddAsync("""{"externalId":"c1","firstName":"Ana","tags":["vip"],"custom":{"plan":"gold","likes":["a"]}}""");
        var goes = await AddAsync("""{"externalId":"c2","firstName":"Anna","phone":"+34600123456","lat":1,"lon":2,"tags":["VIP","new"],"custom":{"plan":"free","points":3,"likes":["b"]}}""");
        var (contact, gone) = await Contacts.MergeAsync(Shop.Id, stays, goes, Merged);

        Assert.Equal(goes, gone);
        Assert.Equal(("c1", "Ana", "+34600123456", 1.0, 2.0), (contact.ExternalId, contact.FirstName, contact.Phone, contact.Lat, contact.Lon));
        Assert.Equal(["vip", "new"], contact.Tags);
        Assert.Equal(("gold", 3.0), (contact.Custom["plan"], contact.Custom["points"]));
        Assert.Equal(["a", "b"], (IReadOnlyList<string>)contact.Custom["likes"]);
        Assert.Equal(1, (await Contacts.ListAsync(Shop.Id, null, null, 10)).Total);
    }

    [Fact]
    public async Task An_opt_out_of_either_holds_and_is_recorded()
    {
        var stays = await AddAsync("""{"externalId":"c1","consent":{"sms":"opted_in","email":"opted_out"}}""");
        var goes = await AddAsync("""{"externalId":"c2","consent":{"sms":"opted_out","email":"opted_in"}}""");
        await Consents.SetAsync(Shop.Id, goes, new Dictionary<Channel, ConsentState> { [Channel.Push] = ConsentState.OptedOut }, new ConsentEvidence("form", Noon));
        var (contact, _) = await Contacts.MergeAsync(Shop.Id, stays, goes, Merged);

        Assert.Equal(
            (ConsentState.OptedOut, ConsentState.OptedOut, ConsentState.OptedOut, ConsentState.OptedIn),
            (contact.ConsentOn(Channel.Sms), contact.ConsentOn(Channel.Email), contact.ConsentOn(Channel.Push), contact.ConsentOn(Channel.WhatsApp)));
        Assert.Equal(["merge", "form"], (await Consents.ListChangesAsync(Shop.Id, stays)).Select(change => change.Source));
    }

    [Fact]
    public async Task The_old_ids_lead_to_the_one_that_stays_also_through_two_merges()
    {
        var (first, second, third) = (await AddAsync("""{"externalId":"c1"}"""), await AddAsync("""{"externalId":"c2"}"""), await AddAsync("""{"externalId":"c3"}"""));
        await Contacts.SetDevicesAsync(Shop.Id, first, 1, Noon);
        await Contacts.MergeAsync(Shop.Id, second, first, Merged);
        var (survivor, _) = await Contacts.MergeAsync(Shop.Id, third, second, Merged);

        Assert.Equal((third, 1), (survivor.Id, survivor.Devices));
        Assert.Equal(third, (await Contacts.FindAsync(Shop.Id, first))!.Id);
        Assert.Equal(third, (await Audiences.ReadAsync(Shop.Id, [first]))[first].Id);
        var (late, added) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","city":"Pune"}"""), Api);
        Assert.Equal((third, false, "c3", "Pune"), (late.Id, added, late.ExternalId, late.City));

        await Contacts.EraseAsync(Shop.Id, third, Noon);
        Assert.Null(await Contacts.FindAsync(Shop.Id, first));
    }

    [Fact]
    public async Task Merging_again_changes_nothing()
    {
        var (stays, goes) = (await AddAsync("""{"externalId":"c1"}"""), await AddAsync("""{"externalId":"c2"}"""));
        var (once, _) = await Contacts.MergeAsync(Shop.Id, stays, goes, Merged);
        var (again, gone) = await Contacts.MergeAsync(Shop.Id, stays, goes, Merged);
        Assert.Null(gone);
        Assert.Equal((once.Id, once.Version), (again.Id, again.Version));
    }

    [Fact]
    public async Task Nobody_is_merged_into_themselves_or_over_workspaces()
    {
        var stays = await AddAsync("""{"externalId":"c1"}""");
        var foreign = (await Contacts.SaveAsync(Other, Draft("""{"externalId":"c1"}"""), Api)).Contact.Id;
        Assert.Equal("same_contact", (await Assert.ThrowsAsync<InvalidInputException>(() => Contacts.MergeAsync(Shop.Id, stays, stays, Merged))).Problems[0].Code);
        Assert.Equal("unknown_contact", (await Assert.ThrowsAsync<InvalidInputException>(() => Contacts.MergeAsync(Shop.Id, stays, foreign, Merged))).Problems[0].Code);
        await Assert.ThrowsAsync<NotFoundException>(() => Contacts.MergeAsync(Shop.Id, foreign, stays, Merged));
        Assert.NotNull(await Contacts.FindAsync(Other.Id, foreign));
    }

    [Theory]
    [InlineData("""{"phone":"+34600123456"}""", """{"externalId":"c1","phone":"+34600123456"}""", false)]
    [InlineData("""{"email":"a@example.com"}""", """{"externalId":"c1","phone":"+34600123456","email":"A@example.com"}""", false)]
    [InlineData("""{"phone":"+34600999999","email":"a@example.com"}""", """{"externalId":"c1","phone":"+34600123456","email":"a@example.com"}""", true)]
    [InlineData("""{"externalId":"c0","phone":"+34600123456"}""", """{"externalId":"c1","phone":"+34600123456"}""", true)]
    [InlineData("""{"phone":"+34600123456"}""", """{"externalId":"c1"}""", true)]
    public async Task A_new_external_id_is_that_of_the_one_contact_without_who_has_the_address(string there, string comes, bool isSomebodyNew)
    {
        var before = await AddAsync(there);
        var (contact, added) = await Contacts.SaveAsync(Shop, Draft(comes), Api);
        Assert.Equal((isSomebodyNew, isSomebodyNew, "c1"), (added, contact.Id != before, contact.ExternalId));
    }

    [Fact]
    public async Task Two_contacts_with_the_address_leave_it_open_who_is_meant()
    {
        await AddAsync("""{"phone":"+34600123456"}""");
        var second = await AddAsync("""{"phone":"+34600999999"}""");
        await Contacts.ChangeAsync(Shop, second, Draft("""{"phone":"+34600123456"}"""), null, Api);
        Assert.True((await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c3","phone":"+34600123456"}"""), Api)).Added);
    }

    private async Task<ContactId> AddAsync(string json) => (await Contacts.SaveAsync(Shop, Draft(json), Api)).Contact.Id;
}
