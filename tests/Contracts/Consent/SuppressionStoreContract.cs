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

    protected abstract IConsentStore Consents { get; }

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
        await List.AddAsync(Shop.Id, [.. Enumerable.Range(0, 6_000).Select(number => Hashed($"+9198{number:00000000}") with { Channels = [Channel.Sms] })], Noon);
        var seen = new List<Suppression>();
        string? cursor = null;
        do
        {
            var page = await List.ListAsync(Shop.Id, new PageQuery(500, cursor, "hash", false));
            Assert.Equal(6_000, page.Total);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(6_000, seen.Select(each => each.Hash).Distinct().Count());
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

    [Fact]
    public async Task The_log_tells_in_order_what_was_listed_and_what_was_taken_off()
    {
        await List.AddAsync(Shop.Id, [Hashed("ann@example.com") with { Channels = [Channel.Email] }], Noon);
        var first = Assert.Single(await List.ReadLogAsync(Shop.Id, 0, 10));
        Assert.Equal((AddressHash.Of("ann@example.com"), Channel.Email, true), (first.Address, first.Channel, first.IsListed));

        await List.AddAsync(new WorkspaceId("other"), [Hashed("bob@example.com")], Noon);
        await List.AddAsync(Shop.Id, [Hashed("ann@example.com") with { Channels = [Channel.Email] }, Hashed("+919812345601") with { Channels = [Channel.Sms, Channel.Rcs] }], Noon);
        await List.RemoveAsync(Shop.Id, AddressHash.Of("ann@example.com"));
        var tail = await List.ReadLogAsync(Shop.Id, first.Position, 10);
        Assert.Equal([(Channel.Sms, true), (Channel.Rcs, true), (Channel.Email, false)], tail.Select(each => (each.Channel, each.IsListed)));
        Assert.Equal(tail.Take(2), await List.ReadLogAsync(Shop.Id, first.Position, 2));
        Assert.Empty(await List.ReadLogAsync(Shop.Id, tail[^1].Position, 10));
    }

    [Fact]
    public async Task Whoever_keeps_the_list_knows_what_is_on_it_when_they_ask_whoever_wrote_it()
    {
        var (one, other) = (new SuppressedAddresses(List), new SuppressedAddresses(List));
        Assert.False((await one.AsOfNowAsync(Shop.Id)).Holds("ann@example.com", Channel.Email));
        await List.AddAsync(Shop.Id, [.. Enumerable.Range(0, 12_000).Select(number => Hashed($"+9198{number:00000000}") with { Channels = [Channel.Sms] }), Hashed("ann@example.com") with { Channels = [Channel.Email] }], Noon);
        foreach (var worker in new[] { one, other })
        {
            var now = await worker.AsOfNowAsync(Shop.Id);
            Assert.True(now.Holds("ann@example.com", Channel.Email) && now.Holds("+919800000007", Channel.Sms));
            Assert.False(now.Holds("ann@example.com", Channel.Sms) || now.Holds("bob@example.com", Channel.Email));
            Assert.False((await worker.AsOfNowAsync(new WorkspaceId("other"))).Holds("ann@example.com", Channel.Email));
        }

        await List.RemoveAsync(Shop.Id, AddressHash.Of("ann@example.com"));
        Assert.False((await other.AsOfNowAsync(Shop.Id)).Holds("ann@example.com", Channel.Email));
        await List.AddAsync(Shop.Id, [Hashed("ann@example.com")], Noon);
        Assert.True((await other.AsOfNowAsync(Shop.Id)).Holds("ann@example.com", Channel.Email));
    }

    [Fact]
    public async Task A_word_of_the_person_is_in_the_log_too()
    {
        var ann = await AddAsync("+919812345601", null);
        var kept = new SuppressedAddresses(List);
        await Consents.OptOutAsync(Shop.Id, ann, [Channel.Sms], new ConsentEvidence("keyword", Noon, "STOP"));
        Assert.True((await kept.AsOfNowAsync(Shop.Id)).Holds("+919812345601", Channel.Sms));
        await Consents.OptInAsync(Shop.Id, ann, [Channel.Sms], new ConsentEvidence("keyword", Noon, "START"));
        Assert.False((await kept.AsOfNowAsync(Shop.Id)).Holds("+919812345601", Channel.Sms));
    }

    private static SuppressionEntry Hashed(string address) => new(AddressHash.Of(address), null, Everything, "list");

    private async Task<ContactId> AddAsync(string? phone, string? email)
    {
        var draft = new ContactDraft { [ContactFields.Phone] = phone, [ContactFields.Email] = email };
        return (await Contacts.SaveAsync(Shop, draft, new ContactOrigin("api", Noon, null))).Contact.Id;
    }

    private async Task<string?> RefusalAsync(ContactId contact, Channel channel) => MayReach.Refusal((await Audiences.ReadAsync(Shop.Id, [contact]))[contact], channel);
}
