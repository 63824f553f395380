using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences;

/// <summary>What every store of contacts promises.</summary>
public abstract class ContactStoreContract
{
    protected abstract IContactStore Contacts { get; }

    protected abstract IConsentStore Consents { get; }

    protected abstract IAudienceReader Audiences { get; }

    [Fact]
    public async Task A_contact_is_read_back_as_it_was_saved()
    {
        var (saved, added) = await Contacts.SaveAsync(Shop, Draft("""
            {"externalId":"c1","firstName":"Ana","lastName":"Núñez","phone":"+34 600 123 456","email":"Ana@Example.com","gender":"Female","birthday":"1990-05-31",
             "timezone":"Europe/Madrid","city":"Málaga","country":"es","lat":36.72,"lon":-4.42,"language":"es-ES","outlet":"Málaga Centro",
             "subcommunities":["runners"],"tags":["VIP","new"],"custom":{"plan":"Gold","points":12.5,"joined":"2024-01-31","vip":true,"likes":["tea","rice"]},
             "consent":{"sms":"opted_out"}}
            """), Api);
        var read = await Contacts.FindAsync(Shop.Id, saved.Id);

        Assert.True(added);
        Assert.NotNull(read);
        Assert.Equal(("+34600123456", "ana@example.com", "female", "ES"), (read.Phone, read.Email, read.Gender, read.Country));
        Assert.Equal((new DateOnly(1990, 5, 31), "Málaga", -4.42), (read.Birthday, read.City, read.Lon));
        Assert.Equal(["VIP", "new"], read.Tags);
        Assert.Equal(["runners"], read.Subcommunities);
        Assert.Equal(("Gold", 12.5, "2024-01-31", true), (read.Custom["plan"], read.Custom["points"], read.Custom["joined"], read.Custom["vip"]));
        Assert.Equal(["tea", "rice"], Assert.IsAssignableFrom<IReadOnlyList<string>>(read.Custom["likes"]));
        Assert.Equal((ConsentState.OptedOut, ConsentState.OptedIn), (read.ConsentOn(Channel.Sms), read.ConsentOn(Channel.Email)));
    }

    [Fact]
    public async Task Saving_again_updates_the_same_contact_and_leaves_what_is_not_mentioned()
    {
        var (first, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","firstName":"Ana","tags":["a"],"custom":{"plan":"Gold"}}"""), Api);
        var (second, added) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","city":"Pune","tags":["b"],"custom":{"points":3}}"""), Api);

        Assert.False(added);
        Assert.Equal((first.Id, "Ana", "Pune", 2L), (second.Id, second.FirstName, second.City, second.Version));
        Assert.Equal(["b"], second.Tags);
        Assert.Equal(2, second.Custom.Count);
        Assert.Equal(0, (await PreviewAsync(Where("""{"field":"tag","op":"has","value":"a"}"""))).Total);
    }

    [Theory]
    [InlineData("""{"phone":"+34600123456"}""", """{"phone":"0034 600-123-456","city":"Lugo"}""")]
    [InlineData("""{"email":"a@example.com"}""", """{"email":"A@EXAMPLE.com","city":"Lugo"}""")]
    public async Task Without_an_external_id_the_address_says_who_it_is(string first, string again)
    {
        var (contact, _) = await Contacts.SaveAsync(Shop, Draft(first), Api);
        var (same, added) = await Contacts.SaveAsync(Shop, Draft(again), Api);
        Assert.Equal((contact.Id, false, "Lugo"), (same.Id, added, same.City));
    }

    [Fact]
    public async Task Nobody_of_another_workspace_is_ever_seen()
    {
        var (mine, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);
        var (theirs, added) = await Contacts.SaveAsync(Other, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);

        Assert.True(added);
        Assert.NotEqual(mine.Id, theirs.Id);
        Assert.Null(await Contacts.FindAsync(Shop.Id, theirs.Id));
        Assert.Single(await Contacts.FindByAddressAsync(Shop.Id, "+34600123456"));
        Assert.Empty(await Audiences.ReadAsync(Shop.Id, [theirs.Id]));
        Assert.Equal(1, (await PreviewAsync(new Audience())).Total);
        Assert.False(await Contacts.EraseAsync(Shop.Id, theirs.Id, Noon));
        await Consents.OptOutAsync(Shop.Id, theirs.Id, [Channel.Sms], new ConsentEvidence("keyword", Noon));
        Assert.Equal(ConsentState.OptedIn, (await Contacts.FindAsync(Other.Id, theirs.Id))!.ConsentOn(Channel.Sms));
    }

    [Fact]
    public async Task A_change_of_an_old_version_is_refused_with_the_new_one()
    {
        var (contact, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        await Contacts.ChangeAsync(Shop, contact.Id, Draft("""{"city":"Pune"}"""), contact.Version, Api);

        var stale = await Assert.ThrowsAsync<StaleVersionException>(() => Contacts.ChangeAsync(Shop, contact.Id, Draft("""{"city":"Goa"}"""), contact.Version, Api));
        Assert.Equal("Pune", Assert.IsType<Contact>(stale.Current).City);
        await Assert.ThrowsAsync<NotFoundException>(() => Contacts.ChangeAsync(Shop, new ContactId(1), Draft("""{"city":"Goa"}"""), null, Api));
    }

    [Fact]
    public async Task An_external_id_belongs_to_one_contact()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        var (second, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2"}"""), Api);
        await Assert.ThrowsAsync<ConflictException>(() => Contacts.ChangeAsync(Shop, second.Id, Draft("""{"externalId":"c1"}"""), null, Api));
    }

    [Theory]
    [InlineData("""{"firstName":"Ana"}""", "externalId")]
    [InlineData("""{"externalId":"c1","lat":3}""", "lon")]
    public async Task Half_a_contact_is_refused_and_nothing_is_stored(string json, string path)
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => Contacts.SaveAsync(Shop, Draft(json), Api));
        Assert.Equal(path, error.Problems.Single().Path);
        Assert.Equal(0, (await Contacts.ListAsync(Shop.Id, null, null, 10)).Total);
    }

    [Fact]
    public async Task Lists_go_page_by_page_both_ways_and_search_whatever_the_case()
    {
        for (var n = 0; n < 5; n++)
            await Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{n}}","lastName":"{{(n % 2 == 0 ? "ÇELIK" : "Rao")}}"}"""), Api);

        var first = await Contacts.ListAsync(Shop.Id, "çelik", null, 2);
        var rest = await Contacts.ListAsync(Shop.Id, "çelik", first.Items[^1].Id, 2);
        var back = await Contacts.ListAsync(Shop.Id, null, rest.Items[^1].Id, 2, descending: true);
        Assert.Equal(["c0", "c2"], first.Items.Select(contact => contact.ExternalId));
        Assert.Equal((true, 3L), (first.HasMore, first.Total));
        Assert.Equal(["c4"], rest.Items.Select(contact => contact.ExternalId));
        Assert.False(rest.HasMore);
        Assert.Equal(["c3", "c2"], back.Items.Select(contact => contact.ExternalId));
    }

    [Fact]
    public async Task An_erased_contact_leaves_a_hash_and_an_id_that_is_never_used_again()
    {
        var (contact, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456","tags":["a"],"custom":{"plan":"Gold"}}"""), Api);
        Assert.True(await Contacts.EraseAsync(Shop.Id, contact.Id, Noon));
        var (again, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);

        Assert.Null(await Contacts.FindAsync(Shop.Id, contact.Id));
        Assert.NotEqual(contact.Id, again.Id);
        Assert.Equal(0, (await PreviewAsync(Where("""{"field":"custom.plan","op":"exists","value":true}"""))).Total);
        Assert.Equal(SkipReason.Suppressed, MayReach.Refusal((await Audiences.ReadAsync(Shop.Id, [again.Id]))[again.Id], Channel.Sms));
    }

    private async Task<AudiencePreview> PreviewAsync(Audience audience) => await Audiences.PreviewAsync(await ResolvedAsync(audience), [Channel.Sms]);
}
