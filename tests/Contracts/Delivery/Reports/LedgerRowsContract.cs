using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using Contracts.Delivery.World;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.Reports;

/// <summary>What every ledger promises to those who look for its rows.</summary>
public abstract class LedgerRowsContract
{
    protected static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);

    protected abstract LedgerReports Events { get; }

    protected abstract RunFigures Figures { get; }

    protected abstract ILedger Store { get; }

    protected abstract ILedgerRows Rows { get; }

    protected abstract DateTimeOffset Now { get; }

    /// <summary>When people may have opened and clicked.</summary>
    protected DateTimeOffset Later => Now.AddSeconds(30);

    /// <summary>So many contacts planned on SMS.</summary>
    protected abstract Task PlanAsync(int contacts);

    /// <summary>So many contacts planned on SMS and handed over.</summary>
    protected abstract Task SendAsync(int contacts, Func<CampaignDefinition, CampaignDefinition>? change = null, int stage = Stage.Rest);

    protected abstract Task ChangeRunAsync(Func<Run, Run> change);

    protected abstract Task<Run> RunAsync();

    [Fact]
    public async Task The_rows_of_a_contact_are_read_page_by_page()
    {
        await SendAsync(3);
        var second = (await RowsAsync()).Single(row => row.Contact == new ContactId(2));

        Assert.Equal([second], await Rows.NextAsync(OneShop.Shop.Id, second.Contact, null, 10));
        Assert.Empty(await Rows.NextAsync(OneShop.Shop.Id, second.Contact, second.Address, 10));
        Assert.Empty(await Rows.NextAsync(new WorkspaceId("other"), second.Contact, null, 10));
    }

    [Fact]
    public async Task The_rows_of_a_contact_tell_of_a_click_that_came_once_the_figures_were_final()
    {
        await SendAsync(2);
        var rows = await RowsAsync();
        await ChangeRunAsync(run => run with { Status = RunStatus.Complete, CompletedAt = Now, FinalAt = Now });
        await Events.RecordAsync([new LedgerEvent(rows[0].Address, LedgerEventKind.Opened, Later), new LedgerEvent(rows[0].Address, LedgerEventKind.Clicked, Later.AddMinutes(1))]);

        foreach (var row in rows)
            Assert.Equal(row with { ClickedLateAt = row == rows[0] ? Later.AddMinutes(1) : null }, Assert.Single(await Rows.NextAsync(OneShop.Shop.Id, row.Contact, null, 10)));
    }

    [Fact]
    public async Task Recipients_are_listed_by_action_page_by_page()
    {
        await SendAsync(250);
        var rows = await RowsAsync();
        await Events.RecordAsync([.. rows.Take(70).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Clicked, Later))]);
        Assert.Equal(0, (await Rows.ListAsync([Run], RecipientAction.Ignored, 50, null)).Total);
        await ChangeRunAsync(run => run with { Status = RunStatus.Complete, CompletedAt = Later });

        var seen = new List<ContactId>();
        string? cursor = null;
        do
        {
            var page = await Rows.ListAsync([Run], RecipientAction.Ignored, 50, cursor);
            Assert.Equal(180, page.Total);
            seen.AddRange(page.Items.Select(row => row.Contact));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(180, seen.Distinct().Count());
        Assert.Equal(180, seen.Count);
        Assert.Equal(70, (await Rows.ListAsync([Run], RecipientAction.Clicked, 100, null)).Items.Count);
    }

    [Fact]
    public async Task Every_list_of_recipients_is_as_long_as_its_figure_says_whatever_happened_in_whatever_order()
    {
        await SendAsync(400);
        var rows = await RowsAsync();
        var random = new Random(14);
        var kinds = Enum.GetValues<LedgerEventKind>();
        for (var round = 0; round < 3; round++)
            await Events.RecordAsync([.. rows.Where(_ => random.Next(3) > 0).Select(row => new LedgerEvent(row.Address, kinds[random.Next(kinds.Length)], Now.AddSeconds(random.Next(5)), "x"))]);
        await ChangeRunAsync(run => run with { Status = RunStatus.Complete, CompletedAt = Later });

        var figures = await CountAsync();
        Assert.InRange(figures.Ignored, 1, 399);
        foreach (var (action, expected) in Expected(figures))
            Assert.Equal((action, expected), (action, (await Rows.ListAsync([Run], action, 1, null)).Total));
    }

    private static (RecipientAction Action, long Figure)[] Expected(LedgerFigures figures) =>
    [
        (RecipientAction.Sent, figures.Sent), (RecipientAction.Received, figures.Sent), (RecipientAction.Delivered, figures.Delivered), (RecipientAction.Bounced, figures.Bounced),
        (RecipientAction.Failed, figures.Failed), (RecipientAction.Skipped, figures.Skipped.Values.Sum()), (RecipientAction.Pending, figures.Pending), (RecipientAction.Uncertain, figures.Uncertain),
        (RecipientAction.Opened, figures.Opened), (RecipientAction.MachineOpened, figures.MachineOpened), (RecipientAction.Clicked, figures.Clicked), (RecipientAction.MachineClicked, figures.MachineClicked),
        (RecipientAction.Replied, figures.Replied), (RecipientAction.OptedOut, figures.OptedOut), (RecipientAction.Ignored, figures.Ignored), (RecipientAction.Converted, figures.Converted),
    ];

    protected async Task<LedgerFigures> CountAsync() => Assert.Single(await Figures.CountAsync([Run], FigureGrouping.None));

    protected async Task<IReadOnlyList<LedgerRow>> RowsAsync() => (await Rows.ListAsync([Run], RecipientAction.All, 10_000, null)).Items;
}
