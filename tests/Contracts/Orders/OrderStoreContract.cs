using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders;
using Contracts.Audiences;
using ActiveReach.Workspaces;

namespace Contracts.Orders;

/// <summary>What every store of orders must do.</summary>
public abstract class OrderStoreContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;
    private static readonly WorkspaceId Shop = SomeContact.Shop.Id;
    private static readonly PageQuery Newest = new(10, null, "placedAt", true);
    private int sent;

    protected abstract IOrderStore Orders { get; }

    protected abstract IEventStore Events { get; }

    protected abstract IContactStore Contacts { get; }

    [Fact]
    public async Task An_order_comes_of_its_events_with_its_person_and_outlet()
    {
        var ann = await AnnAsync();
        await SendAsync("order_placed", """{"orderId":"7","total":100.5,"currency":"INR"}""", location: "Pune Central");
        await SendAsync("order_refunded", """{"orderId":7,"amount":0.25,"currency":"INR"}""");

        Assert.Equal(
            new Order
            {
                Id = "7",
                Contact = ann,
                Outlet = "Pune Central",
                OutletBy = OrderOutletSource.Location,
                At = Noon,
                Total = 100.5m,
                Currency = "INR",
                Refunded = 0.25m,
                Net = 100.25m,
                Status = OrderStatus.PartlyRefunded,
            },
            await Orders.FindAsync(Shop, "7"));
        Assert.Null(await Orders.FindAsync(SomeContact.Other.Id, "7"));
    }

    [Fact]
    public async Task Without_a_location_the_order_is_of_the_outlet_of_its_person()
    {
        await SendAsync("order_placed", """{"orderId":"7","total":1,"currency":"INR"}""");
        var before = (await Orders.FindAsync(Shop, "7"))!;
        Assert.Equal((null, OrderOutletSource.None), (before.Outlet, before.OutletBy));

        await AnnAsync();
        var after = (await Orders.FindAsync(Shop, "7"))!;
        Assert.Equal(("Goa", OrderOutletSource.Contact), (after.Outlet, after.OutletBy));
    }

    [Fact]
    public async Task An_event_sent_again_under_its_id_moves_no_amount()
    {
        var refund = new ReceivedEvent("r1", "order_refunded", new(IdentityKind.ExternalId, "ann"), Noon, null, """{"orderId":"7","amount":5,"currency":"INR"}""");
        for (var times = 0; times < 3; times++)
            await Events.AddAsync(Shop, [refund, refund], Noon);

        var order = (await Orders.FindAsync(Shop, "7"))!;
        Assert.Equal((5m, OrderProblem.NotPlaced), (order.Refunded, order.Problem));
    }

    [Fact]
    public async Task Lists_have_filters_pages_and_sums_by_currency()
    {
        var ann = await AnnAsync();
        await SendAsync("order_placed", """{"orderId":"1","total":10,"currency":"INR"}""", location: "Pune");
        await SendAsync("order_placed", """{"orderId":"2","total":20.10,"currency":"INR"}""", at: Noon.AddHours(1));
        await SendAsync("order_refunded", """{"orderId":"2","amount":20.10,"currency":"INR"}""");
        await SendAsync("order_placed", """{"orderId":"3","total":5,"currency":"USD"}""", at: Noon.AddHours(2), who: "bob");
        await SendAsync("order_cancelled", """{"orderId":"3"}""", who: "bob");

        var all = await Orders.ListAsync(Shop, new OrderFilter(), Newest);
        Assert.Equal(["3", "2", "1"], all.Page.Items.Select(order => order.Id));
        Assert.Equal([new OrderTotals("INR", 30.10m, 20.10m, 10m, 2), new OrderTotals("USD", 5m, 0m, 0m, 1)], all.Totals);
        Assert.Equal(["1"], await IdsAsync(new OrderFilter("Pune")));
        Assert.Equal(["2", "1"], await IdsAsync(new OrderFilter(Contact: ann)));
        Assert.Equal(["2"], await IdsAsync(new OrderFilter(From: Noon.AddHours(1), To: Noon.AddHours(2))));
        Assert.Equal(["3", "2"], await IdsAsync(new OrderFilter { Statuses = [OrderStatus.Refunded, OrderStatus.Cancelled] }));

        var (seen, cursor) = (new List<string>(), default(string));
        do
        {
            var page = (await Orders.ListAsync(Shop, new OrderFilter(), new PageQuery(1, cursor, "total", false))).Page;
            Assert.Equal(3, page.Total);
            seen.AddRange(page.Items.Select(order => order.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(["3", "1", "2"], seen);
    }

    private async Task<ContactId> AnnAsync() =>
        (await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft("""{"externalId":"ann","outlet":"Goa"}"""), SomeContact.Api)).Contact.Id;

    private Task<EventsAdded> SendAsync(string type, string content, string? location = null, DateTimeOffset? at = null, string who = "ann") =>
        Events.AddAsync(Shop, [new ReceivedEvent($"e{++sent}", type, new(IdentityKind.ExternalId, who), at ?? Noon, location, content)], Noon);

    private async Task<IEnumerable<string>> IdsAsync(OrderFilter filter) => (await Orders.ListAsync(Shop, filter, Newest)).Page.Items.Select(order => order.Id);
}
