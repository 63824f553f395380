using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace Contracts.Consent;

/// <summary>What every suppression list promises.</summary>
public abstract class SuppressionStoreContract
{
    private static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn });
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelSet Everything = [Channel.WhatsApp, Channel.Email, Channel.Sms, Channel.Rcs];

    protected abstract ISuppressionStore List { get; }

    protected abstract IContactStore Contacts { get; }

    protected abstract IAudienceReader Audiences { get; }

    [Fact]
    public async Task A_hash_holds_for_who_is_there_and_who_comes_later_on_the_channels_of_its_address()
    {
        var ann = await AddAsync("+919812345601", "ann@example.com");
        Assert.Equal(8, await List.AddAsync(Shop.Id, [Hashed("+919812345601"), Hashed("bob@example.com")], Noon));
        var bob = await AddAsync("+919812345602", "bob@example.com");
        Assert.Equal((SkipReason.Suppressed, null), (await RefusalAsync(ann, Channel.Sms), await RefusalAsync(ann, Channel.Email)));
        Assert.Equal((null, SkipReason.Suppressed), (await RefusalAsync(bob, Channel.Sms), await RefusalAsync(bob, Channel.Email)));
        Assert.Equal(0, await List.AddAsync(Shop.Id, [Hashed("bob@example.com")], Noon));
    }

    [Fact]
    public async Task An_address_taken_off_may_be_reached_again()
    {
        var ann = await AddAsync("+919812345601", null);
        await List.AddAsync(Shop.Id, [new SuppressionEntry(AddressHash.Of("+919812345601"), "+919812345601", [Channel.Sms, Channel.Rcs], "complaint")], Noon);
        Assert.Equal((SkipReason.Suppressed, null), (await RefusalAsync(ann, Channel.Rcs), await RefusalAsync(ann, Channel.WhatsApp)));
        Assert.Equal(2, await List.RemoveAsync(Shop.Id, AddressHash.Of("+919812345601")));
        Assert.Null(await RefusalAsync(ann, Channel.Rcs));
        Assert.Equal(0, await List.RemoveAsync(Shop.Id, AddressHash.Of("+919812345601")));
    }

    [Fact]
    public async Task Many_hashes_are_listed_in_order_and_no_other_workspace_sees_them()
    {
        await List.AddAsync(Shop.Id, [.. Enumerable.Range(0, 25_000).Select(number => Hashed($"+9198{number:00000000}") with { Channels = [Channel.Sms] })], Noon);
        var seen = new List<Suppression>();
        string? cursor = null;
        do
        {
            var page = await List.ListAsync(Shop.Id, new PageQuery(500, cursor, "hash", false));
            Assert.Equal(25_000, page.Total);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(25_000, seen.Select(each => each.Hash).Distinct().Count());
        Assert.Equal(seen.Select(each => each.Hash).Order(StringComparer.Ordinal), seen.Select(each => each.Hash));
        Assert.Equal(0, (await List.ListAsync(new WorkspaceId("other"), new PageQuery(5, null, "hash", false))).Total);
    }

    [Fact]
    public async Task An_address_known_only_by_its_hash_is_suppressed_now_and_for_newcomers()
    {
        var contact = await AddAsync(null, "a@example.com");
        await List.AddAsync(Shop.Id, [new SuppressionEntry(AddressHash.Of("a@example.com"), null, [Channel.Email], "complaint")], Noon);
        await List.AddAsync(Shop.Id, [new SuppressionEntry(AddressHash.Of("b@example.com"), null, [Channel.Email], "complaint")], Noon);
        var newcomer = await AddAsync(null, "b@example.com");

        var read = await Audiences.ReadAsync(Shop.Id, [contact, newcomer]);
        Assert.All(read.Values, person => Assert.Equal(SkipReason.Suppressed, MayReach.Refusal(person, Channel.Email)));
        Assert.True(await List.IsListedAsync(Shop.Id, Channel.Email, AddressHash.Of("b@example.com")));
        Assert.False(await List.IsListedAsync(Shop.Id, Channel.Sms, AddressHash.Of("b@example.com")));
        Assert.False(await List.IsListedAsync(new WorkspaceId("other"), Channel.Email, AddressHash.Of("b@example.com")));
    }

    [Fact]
    public async Task An_address_that_is_known_holds_at_once_for_everybody_who_has_it()
    {
        var ann = await AddAsync("+919812345601", null);
        var bob = (await Contacts.SaveAsync(Shop, new ContactDraft { [ContactFields.ExternalId] = "bob", [ContactFields.Email] = "bob@example.com", [ContactFields.Phone] = "+919812345601" }, new ContactOrigin("api", Noon))).Contact.Id;
        Assert.Equal(2, await List.AddAsync(Shop.Id, [SuppressionEntry.Of("+919812345601", [Channel.Sms, Channel.Rcs], "keyword")], Noon));
        Assert.Equal(0, await List.AddAsync(Shop.Id, [SuppressionEntry.Of("+919812345601", [Channel.Sms], "keyword")], Noon));
        Assert.Equal((SkipReason.Suppressed, SkipReason.Suppressed, null), (await RefusalAsync(ann, Channel.Sms), await RefusalAsync(bob, Channel.Rcs), await RefusalAsync(ann, Channel.WhatsApp)));
    }

    private static SuppressionEntry Hashed(string address) => new(AddressHash.Of(address), null, Everything, "list");

    private async Task<ContactId> AddAsync(string? phone, string? email)
    {
        var draft = new ContactDraft { [ContactFields.Phone] = phone, [ContactFields.Email] = email };
        return (await Contacts.SaveAsync(Shop, draft, new ContactOrigin("api", Noon, null))).Contact.Id;
    }

    private async Task<string?> RefusalAsync(ContactId contact, Channel channel) => MayReach.Refusal((await Audiences.ReadAsync(Shop.Id, [contact]))[contact], channel);
}
