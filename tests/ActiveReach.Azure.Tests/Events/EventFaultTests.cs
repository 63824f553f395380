using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using Azure.Emulators.Faults;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Azure.Tests.Events;

/// <summary>Events and what they tell of orders come out right whatever happens between their writes.</summary>
public sealed class EventFaultTests : IAsyncLifetime
{
    private readonly FaultPlan faults = new();
    private readonly CosmosWorld cosmos;

    public EventFaultTests() => cosmos = new CosmosWorld(new FaultHandler(faults));

    public static TheoryData<string, int> Losses => new() { { "events", 0 }, { "events", 1 }, { "orders", 0 } };

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task An_event_whose_write_was_lost_on_the_way_is_kept_once(string container, int spared)
    {
        var ann = await AnnAsync();
        foreach (var (fault, order) in new[] { (Fault.AnswerLost, "o1"), (Fault.RequestLost, "o2"), (Fault.Changed, "o3") })
        {
            var writes = 0;
            faults.Add(fault, where: (method, address) => IsWrite(method, address, container) && writes++ == spared);
            Assert.Equal(new EventsAdded(1, 0, 0), await cosmos.Events.AddAsync(Shop.Id, [Placed($"e {order}", order)], Noon));
            Assert.Equal((ann, 1m), (await cosmos.Orders.FindAsync(Shop.Id, order) is { } found ? (found.Contact, found.Net) : default));
        }

        Assert.Equal(3, faults.Met);
        Assert.Equal(3, (await ListAsync(ann)).Total);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task What_died_in_the_middle_is_whole_once_it_is_sent_again(string container, int spared)
    {
        var ann = await AnnAsync();
        var writes = 0;
        faults.Add(Fault.Unavailable, times: 1_000, where: (method, address) => IsWrite(method, address, container) && writes++ >= spared);
        await Assert.ThrowsAnyAsync<Exception>(() => cosmos.Events.AddAsync(Shop.Id, [Placed("e1", "o1")], Noon));
        faults.Clear();

        var added = await cosmos.Events.AddAsync(Shop.Id, [Placed("e1", "o1")], Noon);

        Assert.Equal(1, added.Accepted + added.Duplicates);
        Assert.Equal("e1", Assert.Single((await ListAsync(ann)).Items).Id);
        Assert.Equal(1m, (await cosmos.Orders.FindAsync(Shop.Id, "o1"))!.Net);
    }

    [Fact]
    public async Task Of_many_who_send_one_event_at_once_one_keeps_it()
    {
        var ann = await AnnAsync();
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => cosmos.Events.AddAsync(Shop.Id, [Placed("e1", "o1"), Placed("e2", "o1")], Noon)));

        Assert.Equal((2, 14), (added.Sum(each => each.Accepted), added.Sum(each => each.Duplicates)));
        Assert.Equal(2, (await ListAsync(ann)).Total);
    }

    [Fact]
    public async Task All_that_is_told_of_one_order_at_once_stands_in_it()
    {
        await AnnAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => cosmos.Events.AddAsync(
            Shop.Id, [Placed($"r{n}", "o1") with { Type = "order_refunded", Content = """{"orderId":"o1","amount":0.0001,"currency":"INR"}""" }], Noon)));

        Assert.Equal(0.0012m, (await cosmos.Orders.FindAsync(Shop.Id, "o1"))!.Refunded);
    }

    [Fact]
    public async Task Whoever_comes_while_their_events_are_kept_gets_them_all()
    {
        var adding = Enumerable.Range(0, 10).Select(n => cosmos.Events.AddAsync(Shop.Id, [Placed($"e{n}", $"o{n}")], Noon)).ToList();
        var ann = await AnnAsync();
        await Task.WhenAll(adding);

        Assert.Equal(10, (await ListAsync(ann)).Total);
        for (var n = 0; n < 10; n++)
            Assert.Equal(ann, (await cosmos.Orders.FindAsync(Shop.Id, $"o{n}"))!.Contact);
    }

    [Fact]
    public async Task Of_whoever_goes_while_their_events_are_kept_nothing_stays()
    {
        var ann = await AnnAsync();
        var adding = Enumerable.Range(0, 10).Select(n => cosmos.Events.AddAsync(Shop.Id, [Placed($"e{n}", $"o{n}") with { Who = new(IdentityKind.ContactId, ann.ToString()) }], Noon)).ToList();
        await cosmos.Contacts.EraseAsync(Shop.Id, ann, Noon);
        await Task.WhenAll(adding);

        Assert.Equal(0, (await ListAsync(null)).Total);
        for (var n = 0; n < 10; n++)
            Assert.Null((await cosmos.Orders.FindAsync(Shop.Id, $"o{n}"))?.Contact);
    }

    [Fact]
    public async Task A_merge_that_died_while_events_moved_is_ended_by_the_next()
    {
        var (ann, bob) = (await AnnAsync(), (await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"bob"}"""), Api)).Contact.Id);
        await cosmos.Events.AddAsync(Shop.Id, [.. Enumerable.Range(0, 5).Select(n => Placed($"e{n}", $"o{n}") with { Who = new(IdentityKind.ExternalId, "bob") })], Noon);
        for (var spared = 0; spared < 4; spared++)
        {
            var (left, writes) = (spared, 0);
            faults.Add(Fault.Unavailable, times: 1_000, where: (method, address) => IsWrite(method, address, "events") && writes++ >= left);
            await Assert.ThrowsAnyAsync<Exception>(() => cosmos.Contacts.MergeAsync(Shop.Id, ann, bob, Api));
            faults.Clear();
        }

        await cosmos.Contacts.MergeAsync(Shop.Id, ann, bob, Api);
        Assert.Equal(5, (await ListAsync(ann)).Total);
        Assert.Equal(5, (await ListAsync(null)).Total);
        Assert.Equal(new EventsAdded(0, 1, 0), await cosmos.Events.AddAsync(Shop.Id, [Placed("e3", "o3")], Noon));
    }

    [Fact]
    public async Task A_store_that_is_asked_too_much_is_waited_for_as_long_as_it_says()
    {
        await AnnAsync();
        faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(200)), times: 2, where: (method, address) => IsWrite(method, address, "events"));
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(1, (await cosmos.Events.AddAsync(Shop.Id, [Placed("e1", "o1")], Noon)).Accepted);
        Assert.Equal(2, faults.Met);

        // Timers of the system may come some milliseconds early.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromMilliseconds(380), TimeSpan.FromSeconds(60));
    }

    private static bool IsWrite(string method, Uri address, string container) =>
        method == "POST" && address.AbsolutePath.Contains($"/colls/{container}/", StringComparison.Ordinal);

    private static ReceivedEvent Placed(string id, string order) =>
        new(id, "order_placed", new(IdentityKind.ExternalId, "ann"), Noon, null, $$"""{"orderId":"{{order}}","total":1,"currency":"INR"}""");

    private async Task<ContactId> AnnAsync() => (await cosmos.Contacts.SaveAsync(Shop, Draft("""{"externalId":"ann"}"""), Api)).Contact.Id;

    private Task<Page<ContactEvent>> ListAsync(ContactId? contact) => cosmos.Events.ListAsync(Shop.Id, new EventFilter(Contact: contact), new PageQuery(50, null, "time", true));
}
