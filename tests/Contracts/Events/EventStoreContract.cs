using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using Contracts.Audiences;
using ActiveReach.Workspaces;

namespace Contracts.Events;

/// <summary>What every store of events must do.</summary>
public abstract class EventStoreContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;
    private static readonly WorkspaceId Shop = SomeContact.Shop.Id;
    private static readonly PageQuery Newest = new(10, null, "time", true);

    protected abstract IEventStore Events { get; }

    protected abstract IContactStore Contacts { get; }

    [Fact]
    public async Task An_event_is_kept_once_and_comes_back_whole()
    {
        var ann = await AddAsync("""{"externalId":"ann"}""");
        var viewed = Event("e1", new(IdentityKind.ExternalId, "ann")) with { Location = "out_1", Content = """{"page":"/new"}""" };

        Assert.Equal(new EventsAdded(1, 0, 0), await AddAsync(viewed));
        Assert.Equal(new EventsAdded(0, 1, 0), await AddAsync(viewed with { Type = "other", Content = null, At = Noon.AddDays(-1) }));

        Assert.Equal(
            new ContactEvent { Id = "e1", Type = "viewed", Contact = ann, At = Noon, Outlet = "out_1", Content = """{"page":"/new"}""", ReceivedAt = Noon.AddSeconds(1) },
            Assert.Single((await Events.ListAsync(Shop, new EventFilter(), Newest)).Items));
    }

    [Fact]
    public async Task The_same_id_twice_in_one_batch_is_one_event() =>
        Assert.Equal(new EventsAdded(1, 1, 1), await AddAsync(Event("e1", new(IdentityKind.Phone, "+34600123456")), Event("e1", new(IdentityKind.Email, "a@example.com"))));

    [Fact]
    public async Task A_contact_id_that_does_not_exist_refuses_the_whole_batch()
    {
        var ann = await AddAsync("""{"externalId":"ann"}""");
        var added = await AddAsync(Event("e1", new(IdentityKind.ContactId, ann.ToString())), Event("e2", new(IdentityKind.ContactId, "ctc_7")));

        Assert.Equal([1], added.Strangers);
        Assert.Equal(0, (await Events.ListAsync(Shop, new EventFilter(), Newest)).Total);
    }

    [Theory]
    [InlineData(IdentityKind.ExternalId, "ann")]
    [InlineData(IdentityKind.Phone, "+34600123456")]
    [InlineData(IdentityKind.Email, "ann@example.com")]
    public async Task An_event_of_somebody_unknown_waits_until_they_appear(IdentityKind kind, string identity)
    {
        Assert.Equal(new EventsAdded(1, 0, 1), await AddAsync(Event("e1", new(kind, identity))));
        Assert.Null((await Events.ListAsync(Shop, new EventFilter(), Newest)).Items[0].Contact);

        var ann = await AddAsync("""{"externalId":"ann","phone":"+34600123456","email":"ann@example.com"}""");
        Assert.Equal("e1", Assert.Single((await Events.ListAsync(Shop, new EventFilter(Contact: ann), Newest)).Items).Id);
    }

    [Fact]
    public async Task A_change_that_gives_somebody_the_address_attaches_what_waits_for_it()
    {
        await AddAsync(Event("e1", new(IdentityKind.Email, "ann@example.com")));
        var ann = await AddAsync("""{"externalId":"ann"}""");
        await Contacts.ChangeAsync(SomeContact.Shop, ann, SomeContact.Draft("""{"email":"Ann@Example.com"}"""), null, SomeContact.Api);

        Assert.Equal(ann, (await Events.ListAsync(Shop, new EventFilter(), Newest)).Items[0].Contact);
    }

    [Fact]
    public async Task Workspaces_are_kept_apart()
    {
        await AddAsync(Event("e1", new(IdentityKind.ExternalId, "ann")));
        await Contacts.SaveAsync(SomeContact.Other, SomeContact.Draft("""{"externalId":"ann"}"""), SomeContact.Api);

        Assert.Null((await Events.ListAsync(Shop, new EventFilter(), Newest)).Items[0].Contact);
        Assert.Equal(0, (await Events.ListAsync(SomeContact.Other.Id, new EventFilter(), Newest)).Total);
        Assert.Equal(1, (await Events.AddAsync(SomeContact.Other.Id, [Event("e1", new(IdentityKind.ExternalId, "ann"))], Noon)).Accepted);
    }

    [Fact]
    public async Task Pages_lead_through_all_events_even_of_one_moment()
    {
        await AddAsync([.. Enumerable.Range(0, 7).Select(n => Event($"e{n}", new(IdentityKind.ExternalId, "ann")) with { At = Noon.AddMinutes(n / 3) })]);
        foreach (var descending in new[] { true, false })
        {
            var (seen, cursor) = (new List<string>(), default(string));
            do
            {
                var page = await Events.ListAsync(Shop, new EventFilter(), new PageQuery(2, cursor, "time", descending));
                Assert.Equal(7, page.Total);
                seen.AddRange(page.Items.Select(each => each.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            var expected = Enumerable.Range(0, 7).Select(n => $"e{n}");
            Assert.Equal(descending ? expected.Reverse() : expected, seen);
        }
    }

    [Fact]
    public async Task Filters_are_type_contact_and_time_from_inclusive_to_exclusive()
    {
        var ann = await AddAsync("""{"externalId":"ann"}""");
        await AddAsync(
            Event("e1", new(IdentityKind.ExternalId, "ann")) with { At = Noon.AddHours(-1) },
            Event("e2", new(IdentityKind.ExternalId, "ann")),
            Event("e3", new(IdentityKind.ExternalId, "bob")) with { Type = "bought" });

        Assert.Equal(["e3"], await IdsAsync(new EventFilter("bought")));
        Assert.Equal([], await IdsAsync(new EventFilter("never")));
        Assert.Equal(["e2", "e1"], await IdsAsync(new EventFilter(Contact: ann)));
        Assert.Equal(["e1"], await IdsAsync(new EventFilter(To: Noon)));
        Assert.Equal(["e2"], await IdsAsync(new EventFilter("viewed", From: Noon)));
    }

    private static ReceivedEvent Event(string id, EventIdentity who) => new(id, "viewed", who, Noon);

    private Task<EventsAdded> AddAsync(params ReceivedEvent[] events) => Events.AddAsync(Shop, events, Noon.AddSeconds(1));

    private async Task<ContactId> AddAsync(string contact) => (await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft(contact), SomeContact.Api)).Contact.Id;

    private async Task<IEnumerable<string>> IdsAsync(EventFilter filter) => (await Events.ListAsync(Shop, filter, Newest)).Items.Select(each => each.Id);
}
