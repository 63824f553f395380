using ActiveReach.Campaigns;
using ActiveReach.Delivery;

namespace Contracts.Delivery.Reports;

/// <summary>Who counts as having got a message.</summary>
public abstract partial class LedgerReportsContract
{
    [Fact]
    public async Task Whoever_opened_or_clicked_has_got_it_whatever_was_reported_and_in_whatever_order()
    {
        await SendAsync(7);
        var rows = await RowsAsync();
        LedgerEvent On(int row, LedgerEventKind kind, DateTimeOffset at) => new(rows[row].Address, kind, at);
        await Events.RecordAsync([
            On(0, LedgerEventKind.Clicked, Later),
            On(1, LedgerEventKind.Opened, Later), On(1, LedgerEventKind.Bounced, Later),
            On(2, LedgerEventKind.Failed, Now), On(2, LedgerEventKind.Clicked, Later),
            On(3, LedgerEventKind.Clicked, Later.AddHours(1)), On(3, LedgerEventKind.Delivered, Now.AddSeconds(5)), On(3, LedgerEventKind.Clicked, Later),
            On(4, LedgerEventKind.Delivered, Now.AddSeconds(5)), On(4, LedgerEventKind.Clicked, Later),
            On(5, LedgerEventKind.MachineOpened, Later), On(6, LedgerEventKind.Bounced, Now)]);

        var figures = (await Figures.CountAsync([Run], FigureGrouping.None))[0];
        Assert.Equal((5L, 1L, 1L), (figures.Delivered, figures.Pending, figures.Bounced));
        Assert.Equal((4L, 1L), (figures.Clicked, figures.Opened));
        var times = new List<DateTimeOffset?>();
        foreach (var row in rows)
            times.Add((await Events.FindAsync(row.Address))!.DeliveredAt);
        Assert.Equal([Later, Later, Later, Now.AddSeconds(5), Now.AddSeconds(5), null, null], times);
    }
}
