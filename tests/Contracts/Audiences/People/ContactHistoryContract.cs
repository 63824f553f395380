using ActiveReach.Audiences.Behaviour;
using ActiveReach.Ids;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.People;

/// <summary>What every reader of histories promises: <see cref="IContactHistory"/>.</summary>
public abstract class ContactHistoryContract
{
    protected abstract IContactHistory History { get; }

    [Fact]
    public async Task Messages_come_with_what_was_done_and_events_with_their_content()
    {
        var (ana, bo) = (await AddContactAsync("ana"), await AddContactAsync("bo"));
        await AddMessageAsync(ana, Noon, Noon.AddHours(1), Noon.AddHours(2));
        await AddEventAsync(ana, "order_placed", Noon.AddHours(2), """{"total":5}""");

        var history = await History.ReadAsync(Shop.Id, ana);
        var message = Assert.Single(history.Messages);
        Assert.Equal(("cmp_a", "cmp_a.1", Noon, Noon.AddHours(1)), (message.Campaign.Value, message.Run.Value, message.HandedAt, message.ClickedAt));
        Assert.Equal([new PastConversion(message.Campaign, Noon.AddHours(2))], history.Conversions);
        Assert.Equal((null, null, Noon.AddDays(1)), (message.OpenedAt, message.RepliedAt, message.CompletedAt));
        var order = Assert.Single(history.Events);
        Assert.Equal(("order_placed", Noon.AddHours(2), 5), (order.Type, order.At, order.Content!.Value.GetProperty("total").GetInt32()));
        Assert.Equal((0, 0), ((await History.ReadAsync(Shop.Id, bo)).Messages.Count, (await History.ReadAsync(Shop.Id, bo)).Events.Count));
        Assert.Empty((await History.ReadAsync(Other.Id, ana)).Messages);
    }

    [Fact]
    public async Task What_happened_comes_in_order()
    {
        var ana = await AddContactAsync("ana");
        foreach (var hour in new[] { 2, 0, 1 })
            await AddEventAsync(ana, "visited", Noon.AddHours(hour), "{}");
        Assert.Equal([Noon, Noon.AddHours(1), Noon.AddHours(2)], (await History.ReadAsync(Shop.Id, ana)).Events.Select(each => each.At));
        Assert.Empty((await History.ReadAsync(Shop.Id, new ContactId(7))).Events);
    }

    protected abstract Task<ContactId> AddContactAsync(string externalId);

    /// <summary>In the first run of cmp_a, which was complete a day after noon.</summary>
    protected abstract Task AddMessageAsync(ContactId contact, DateTimeOffset handed, DateTimeOffset clicked, DateTimeOffset converted);

    protected abstract Task AddEventAsync(ContactId contact, string type, DateTimeOffset at, string content);
}
