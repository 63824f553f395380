using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Events;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Replies;
using Contracts.Audiences;
using Contracts.Events;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace Contracts.Retention;

/// <summary>What every store of what is kept for a time promises when it is told to remove what is old.</summary>
public abstract class RetentionContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;
    private static readonly WorkspaceId Shop = SomeContact.Shop.Id;

    protected abstract PersonStores Stores { get; }

    private IEventStore Events => Stores.Events;

    private IOrderStore Orders => Stores.Orders;

    private IReplyStore Replies => Stores.Replies;

    private IContactStore Contacts => Stores.Contacts;

    [Fact]
    public async Task Events_go_the_oldest_first_and_no_more_than_asked_while_their_order_stays()
    {
        await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft("""{"externalId":"ann"}"""), SomeContact.Api);
        await Events.AddAsync(Shop, [.. Enumerable.Range(0, 5).Select(n => Placed($"e{n}", "ann", Noon.AddDays(-n)))], Noon);
        await Events.AddAsync(SomeContact.Other.Id, [Placed("e9", "ann", Noon.AddDays(-9))], Noon);

        Assert.Equal(2, await Events.RemoveOldAsync(Shop, Noon, 2));
        Assert.Equal(["e0", "e1", "e2"], await LeftAsync(Shop));
        Assert.Equal(2, await Events.RemoveOldAsync(Shop, Noon, 10));
        Assert.Equal(0, await Events.RemoveOldAsync(Shop, Noon, 10));
        Assert.Equal(["e0"], await LeftAsync(Shop));
        Assert.Equal(["e9"], await LeftAsync(SomeContact.Other.Id));
        Assert.Equal((Noon.AddDays(-4), 1m), (await Orders.FindAsync(Shop, "o") is { } order ? (order.At, order.Net) : default));
    }

    [Fact]
    public async Task A_removed_event_that_comes_again_moves_no_amount()
    {
        var refund = new ReceivedEvent("r1", "order_refunded", new(IdentityKind.ExternalId, "ann"), Noon.AddDays(-2), null, """{"orderId":"o","amount":5,"currency":"INR"}""");
        await Events.AddAsync(Shop, [refund], Noon);
        await Events.RemoveOldAsync(Shop, Noon, 10);
        await Events.AddAsync(Shop, [refund], Noon);

        Assert.Equal(5m, (await Orders.FindAsync(Shop, "o"))!.Refunded);
    }

    [Fact]
    public async Task An_identity_nobody_turned_up_for_goes_with_what_was_said_of_them()
    {
        await Events.AddAsync(Shop, [Placed("e1", "ann", Noon)], Noon);
        Assert.Equal(0, await Events.ForgetPendingAsync(Shop, Noon, 10));
        Assert.Equal(1, await Events.ForgetPendingAsync(Shop, Noon.AddSeconds(1), 10));
        await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft("""{"externalId":"ann"}"""), SomeContact.Api);

        var left = Assert.Single((await Events.ListAsync(Shop, new EventFilter(), new PageQuery(10, null, "time", false))).Items);
        Assert.Equal(("e1", null, null), (left.Id, left.Contact, left.Content));
        Assert.Equal(1m, (await Orders.FindAsync(Shop, "o"))!.Total);
    }

    [Fact]
    public async Task Old_replies_go()
    {
        foreach (var day in new[] { 0, 1 })
        {
            await Replies.AddAsync(new Reply
            {
                Id = $"rpl_{day}",
                Workspace = Shop,
                Channel = Channel.Sms,
                From = "+14155550123",
                To = "+14155550100",
                Text = "Hello",
                Kind = ReplyKind.Reply,
                At = Noon.AddDays(-day),
                Contact = new(7),
            });
        }

        Assert.Equal(1, await Replies.RemoveOldAsync(Shop, Noon, 10));
        Assert.Equal("rpl_0", Assert.Single((await Replies.ThreadAsync(Shop, new(7), new PageQuery(10, null, "at", false))).Items).Id);
    }

    private static ReceivedEvent Placed(string id, string who, DateTimeOffset at) =>
        new(id, "order_placed", new(IdentityKind.ExternalId, who), at, null, """{"orderId":"o","total":1,"currency":"INR"}""");

    private async Task<IEnumerable<string>> LeftAsync(WorkspaceId workspace) =>
        (await Events.ListAsync(workspace, new EventFilter(), new PageQuery(10, null, "time", true))).Items.Select(each => each.Id);
}
