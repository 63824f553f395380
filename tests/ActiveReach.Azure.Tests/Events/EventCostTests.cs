using ActiveReach.Events;
using ActiveReach.Lists;
using ActiveReach.Orders;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Events;

/// <summary>What events and orders cost in requests, and that each goes to one partition.</summary>
public sealed class EventCostTests : IAsyncLifetime
{
    private static readonly PageQuery Newest = new(50, null, "time", true);

    private readonly NamedPartitions partitions = new();
    private readonly CosmosWorld cosmos;

    public EventCostTests() => cosmos = new CosmosWorld(partitions);

    public async Task InitializeAsync()
    {
        await cosmos.InitializeAsync();
        // The client learns of the containers with the first request of each.
        await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"ann"}"""), Api);
        await cosmos.Events.AddAsync(Shop.Id, [Event("e0", "order_placed")], Noon);
        cosmos.Requests.Take();
        partitions.Named.Clear();
    }

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task An_event_is_a_claim_and_an_item_beside_looks_at_its_person()
    {
        await cosmos.Events.AddAsync(Shop.Id, [Event("e1", "viewed")], Noon);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["documents read 404"] = 1,
                ["events read 404"] = 1,
                ["contact-index read 200"] = 1,
                ["contacts read 200"] = 3,
                ["events batch 200"] = 2,
            },
            Taken());
    }

    [Fact]
    public async Task An_event_of_an_order_is_a_read_and_a_write_more()
    {
        await cosmos.Events.AddAsync(Shop.Id, [Event("e1", "order_placed")], Noon);
        var taken = Taken();
        Assert.Equal((1, 1), (taken["orders read 200"] + taken.GetValueOrDefault("orders read 404"), taken["orders batch 200"]));
    }

    [Fact]
    public async Task A_thousand_events_are_a_few_requests_a_slice()
    {
        await cosmos.Events.AddAsync(Shop.Id, [.. Enumerable.Range(1, 1_000).Select(n => Event($"n{n}", "viewed"))], Noon);
        Assert.InRange(Taken().Sum(each => each.Value), 30, 60);
    }

    [Fact]
    public async Task What_one_person_did_is_two_queries_and_what_all_did_two_a_slice()
    {
        var (ann, _) = await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"ann"}"""), Api);
        cosmos.Requests.Take();
        await cosmos.Events.ListAsync(Shop.Id, new EventFilter("viewed", ann.Id), Newest);
        Assert.Equal(new Dictionary<string, int> { ["events query 200"] = 2 }, Taken());
        await cosmos.Events.ListAsync(Shop.Id, new EventFilter("viewed"), Newest);
        Assert.Equal(new Dictionary<string, int> { ["events query 200"] = 32 }, Taken());
        await cosmos.Orders.FindAsync(Shop.Id, "o");
        Assert.Equal(new Dictionary<string, int> { ["orders read 200"] = 1 }, Taken());
    }

    [Fact]
    public async Task Every_request_names_its_whole_partition()
    {
        await cosmos.Events.AddAsync(Shop.Id, [Event("e1", "viewed"), Event("e2", "order_placed") with { Who = new(IdentityKind.Email, "a@example.com") }], Noon);
        var (bob, _) = await cosmos.Contacts.SaveAsync(Shop, Draft("""{"email":"a@example.com"}"""), Api);
        await cosmos.Events.ListAsync(Shop.Id, new EventFilter(), Newest);
        await cosmos.Orders.ListAsync(Shop.Id, new OrderFilter(), Newest with { Sort = "net" });
        await cosmos.Replies.ThreadAsync(Shop.Id, bob.Id, Newest);
        await cosmos.Contacts.EraseAsync(Shop.Id, bob.Id, Noon);
        await cosmos.Events.RemoveOldAsync(Shop.Id, Noon.AddDays(1), 10);

        Assert.All(partitions.Named, partition => Assert.Matches("^\\[\"(shop\\|[0-9a-f]|shop|directory)\"\\]$", partition));
    }

    private static ReceivedEvent Event(string id, string type) =>
        new(id, type, new(IdentityKind.ExternalId, "ann"), Noon, null, """{"orderId":"o","total":1,"currency":"INR"}""");

    private Dictionary<string, int> Taken() => cosmos.Requests.Take().GroupBy(request => request).ToDictionary(some => some.Key, some => some.Count());
}
