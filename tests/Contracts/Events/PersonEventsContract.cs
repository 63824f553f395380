using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using Contracts.Audiences;

namespace Contracts.Events;

/// <summary>What becomes of events, orders and replies when their person becomes another, or is erased.</summary>
public abstract class PersonEventsContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;
    private static readonly WorkspaceId Shop = SomeContact.Shop.Id;

    protected abstract PersonStores Stores { get; }

    private IEventStore Events => Stores.Events;

    private IOrderStore Orders => Stores.Orders;

    private IReplyStore Replies => Stores.Replies;

    private IContactStore Contacts => Stores.Contacts;

    [Fact]
    public async Task What_a_merged_contact_did_is_done_by_who_took_it_over()
    {
        var (ann, bob) = (await SavedAsync("""{"externalId":"ann"}"""), await SavedAsync("""{"externalId":"bob"}"""));
        await Events.AddAsync(Shop, [Placed("e1", "ann", "o1"), Placed("e2", "bob", "o2"), Placed("e3", "bob", "o3")], Noon);
        await Replies.AddAsync(ReplyOf(bob));

        await Contacts.MergeAsync(Shop, ann, bob, SomeContact.Api);
        await Events.AddAsync(Shop, [Placed("e4", "bob", "o2")], Noon);

        Assert.Equal(["e1", "e2", "e3", "e4"], await IdsAsync(new EventFilter(Contact: ann)));
        Assert.Empty(await IdsAsync(new EventFilter(Contact: bob)));
        Assert.Equal([ann, ann, ann], await CustomersAsync());
        Assert.Equal(1, (await Replies.ThreadAsync(Shop, ann, Newest)).Total);
        Assert.Equal(0, (await Replies.ThreadAsync(Shop, bob, Newest)).Total);
        Assert.Equal(new EventsAdded(0, 3, 0), await Events.AddAsync(Shop, [Placed("e2", "bob", "o2"), Placed("e3", "bob", "o3"), Placed("e4", "ann", "o2")], Noon));
    }

    [Fact]
    public async Task Of_an_erased_contact_amounts_stay_and_nothing_that_was_theirs_comes_back()
    {
        var (ann, bob) = (await SavedAsync("""{"externalId":"ann","phone":"+34600123456"}"""), await SavedAsync("""{"externalId":"bob"}"""));
        await Events.AddAsync(Shop, [Placed("e1", "ann", "o1"), Placed("e2", "bob", "o2"), Placed("e3", "cid", "o3")], Noon);
        await Contacts.MergeAsync(Shop, ann, bob, SomeContact.Api);

        Assert.True(await Contacts.EraseAsync(Shop, ann, Noon));

        Assert.Equal(["e3"], await IdsAsync(new EventFilter()));
        Assert.Equal([null, null, null], await CustomersAsync());
        Assert.Equal([1m, 1m, 1m], [.. (await OrdersAsync()).Select(order => order.Net)]);
        Assert.Equal(new EventsAdded(0, 2, 0), await Events.AddAsync(Shop, [Placed("e1", "ann", "o1"), Placed("e2", "bob", "o9")], Noon));
        Assert.Equal(["e3"], await IdsAsync(new EventFilter()));
        Assert.Null(await Orders.FindAsync(Shop, "o9"));
    }

    [Fact]
    public async Task What_was_told_before_somebody_came_is_theirs_and_goes_with_them()
    {
        await Events.AddAsync(Shop, [Placed("e1", "ann", "o1") with { Who = new(IdentityKind.Phone, "+34600123456") }, Placed("e2", "ann", "o2")], Noon);
        var ann = await SavedAsync("""{"phone":"+34600123456"}""");
        Assert.Equal(["e1"], await IdsAsync(new EventFilter(Contact: ann)));
        await Contacts.ChangeAsync(SomeContact.Shop, ann, SomeContact.Draft("""{"externalId":"ann"}"""), null, SomeContact.Api);
        Assert.Equal(["e1", "e2"], await IdsAsync(new EventFilter(Contact: ann)));
        Assert.Equal([ann, ann], await CustomersAsync());

        await Contacts.EraseAsync(Shop, ann, Noon);
        Assert.Empty(await IdsAsync(new EventFilter()));
        Assert.Equal([null, null], await CustomersAsync());
    }

    private static readonly PageQuery Newest = new(10, null, "at", true);

    private static ReceivedEvent Placed(string id, string who, string order) =>
        new(id, "order_placed", new(IdentityKind.ExternalId, who), Noon, null, $$"""{"orderId":"{{order}}","total":1,"currency":"INR"}""");

    private static Reply ReplyOf(ContactId contact) => new()
    {
        Id = "rpl_1",
        Workspace = Shop,
        Channel = Channel.Sms,
        From = "+14155550123",
        To = "+14155550100",
        Text = "Hello",
        Kind = ReplyKind.Reply,
        At = Noon,
        Contact = contact,
    };

    private async Task<ContactId> SavedAsync(string contact) => (await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft(contact), SomeContact.Api)).Contact.Id;

    private async Task<IEnumerable<string>> IdsAsync(EventFilter filter) => (await Events.ListAsync(Shop, filter, new PageQuery(10, null, "time", false))).Items.Select(each => each.Id).Order();

    private async Task<IEnumerable<Order>> OrdersAsync() => (await Orders.ListAsync(Shop, new OrderFilter(), new PageQuery(10, null, "placedAt", true))).Page.Items.OrderBy(order => order.Id);

    private async Task<IEnumerable<ContactId?>> CustomersAsync() => (await OrdersAsync()).Select(order => order.Contact);
}
