using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Azure.Delivery.Touches;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using Contracts.Delivery.Reports;
using Contracts.Delivery.World;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests.Delivery;

public sealed class TableLedgerReportsTests : LedgerReportsContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();
    private SendWorld? world;

    protected override SendWorld World => world!;

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        world = tables.Send(new FakeTimeProvider(SendWorld.Noon), new TableTouches(tables.Account, new TableLedger(tables.Account, TimeProvider.System), TimeProvider.System));
    }

    public Task DisposeAsync() => tables.DisposeAsync();

    [Fact]
    public async Task Whoever_converted_is_listed_once_with_the_message_that_the_first_conversion_is_credited_to()
    {
        await SendAsync(3, definition => definition with { Conversion = new ConversionGoal { Event = "order" } });
        var rows = await RowsAsync();
        var store = (TableConversions)World.Stores.Conversions;
        foreach (var row in rows.Take(2))
        {
            await store.HearAsync(OneShop.Shop.Id, [row.Contact]);
            var due = (await store.DueAsync(OneShop.Shop.Id, 10)).Single(each => each.Contact == row.Contact);
            Assert.True(await store.TryCreditAsync(OneShop.Shop.Id, due, [Of(row, "one", true), Of(row, "two", false)]));
        }

        Assert.Equal(2, (await CountAsync()).Converted);
        var first = await Rows.ListAsync([Run], RecipientAction.Converted, 1, null);
        var second = await Rows.ListAsync([Run], RecipientAction.Converted, 1, first.NextCursor);
        Assert.Equal(rows.Take(2), first.Items.Concat(second.Items));
        Assert.Equal((2L, null), (second.Total, second.NextCursor));
    }

    private static Conversion Of(LedgerRow row, string cause, bool isFirst) => new()
    {
        Message = row.Address,
        Contact = row.Contact,
        Cause = cause,
        At = SendWorld.Noon,
        Currency = "EUR",
        IsFirst = isFirst,
        Group = new ConversionGroup(Channel.Sms, Stage.Rest, "A", "", 0),
    };
}
