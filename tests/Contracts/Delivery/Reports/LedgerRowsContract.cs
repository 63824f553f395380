using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Problems;
using Contracts.Delivery.World;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.Reports;

/// <summary>What every ledger promises to those who look for its rows.</summary>
public abstract class LedgerRowsContract
{
    protected static readonly RunId Run = SendWorld.Run;

    /// <summary>The send path on the stores that are held to it.</summary>
    protected abstract SendWorld World { get; }

    protected LedgerReports Events => World.Reports;

    protected RunFigures Figures => World.Figures;

    protected ILedger Store => World.Stores.Ledger;

    protected ILedgerRows Rows => World.Stores.Rows;

    protected DateTimeOffset Now => World.Clock.GetUtcNow();

    /// <summary>When people may have opened and clicked.</summary>
    protected DateTimeOffset Later => Now.AddSeconds(30);

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

    [Theory]
    [InlineData(DeliveryMode.All)]
    [InlineData(DeliveryMode.FirstReachable)]
    public async Task Whoever_got_several_messages_is_listed_once_with_the_one_that_tells_of_it(DeliveryMode mode)
    {
        World.Sms.Answers = message => message.Tag[^1] is '1' or '4' or '7' ? HandOverResult.Rejected : HandOverResult.Accepted;
        await SendAsync(40, definition => definition with { Channels = [new ChannelChoice { Channel = Channel.Sms }, new ChannelChoice { Channel = Channel.Email }], Delivery = mode });
        if (mode is DeliveryMode.FirstReachable)
            await FallBackAsync();
        var rows = await RowsAsync();
        var random = new Random(21);
        var kinds = Enum.GetValues<LedgerEventKind>();
        for (var round = 0; round < 2; round++)
            await Events.RecordAsync([.. rows.Where(_ => random.Next(3) > 0).Select(row => new LedgerEvent(row.Address, kinds[random.Next(kinds.Length)], Now.AddSeconds(random.Next(5)), "x"))]);
        await ChangeRunAsync(run => run with { Status = RunStatus.Complete, CompletedAt = Later });

        var figures = await CountAsync();
        Assert.Equal(rows.Count, (await Rows.ListAsync([Run], RecipientAction.All, 1, null)).Total);
        foreach (var (action, expected) in Expected(figures))
        {
            var listed = await ListAsync(action, 7);
            Assert.Equal((action, expected), (action, listed.Count));
            Assert.Equal((action, expected), (action, listed.DistinctBy(row => row.Contact).Count()));
        }

        Assert.All(await ListAsync(RecipientAction.Opened, 7), row => Assert.NotNull(row.OpenedAt));
        Assert.All(await ListAsync(RecipientAction.Delivered, 7), row => Assert.Equal(LedgerState.Delivered, row.State));
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await SendAsync(1);
        await Assert.ThrowsAsync<InvalidInputException>(() => Rows.ListAsync([Run], RecipientAction.All, 10, "cmp_2.1:0:0:0"));
        await Assert.ThrowsAsync<InvalidInputException>(() => Rows.ListAsync([Run], RecipientAction.All, 10, "anything"));
    }

    private static (RecipientAction Action, long Figure)[] Expected(LedgerFigures figures) =>
    [
        (RecipientAction.Sent, figures.Sent), (RecipientAction.Received, figures.Sent), (RecipientAction.Delivered, figures.Delivered), (RecipientAction.Bounced, figures.Bounced),
        (RecipientAction.Failed, figures.Failed), (RecipientAction.Skipped, figures.Skipped.Values.Sum()), (RecipientAction.Pending, figures.Pending), (RecipientAction.Uncertain, figures.Uncertain),
        (RecipientAction.Opened, figures.Opened), (RecipientAction.MachineOpened, figures.MachineOpened), (RecipientAction.Clicked, figures.Clicked), (RecipientAction.MachineClicked, figures.MachineClicked),
        (RecipientAction.Replied, figures.Replied), (RecipientAction.OptedOut, figures.OptedOut), (RecipientAction.Ignored, figures.Ignored), (RecipientAction.Converted, figures.Converted),
    ];

    /// <summary>So many contacts planned on SMS, the first batches put.</summary>
    protected async Task PlanAsync(int contacts, Func<CampaignDefinition, CampaignDefinition>? change = null, int stage = Stage.Rest)
    {
        for (var id = 1; id <= contacts; id++)
            World.People[id] = People.Person(id);
        await World.PlanAsync(change);
        await World.StartAsync(stage);
    }

    /// <summary>The same, and handed over.</summary>
    protected async Task SendAsync(int contacts, Func<CampaignDefinition, CampaignDefinition>? change = null, int stage = Stage.Rest)
    {
        await PlanAsync(contacts, change, stage);
        await World.DrainAsync();
    }

    /// <summary>Those who were not reached get the next channel's message.</summary>
    private async Task FallBackAsync()
    {
        Assert.True((await World.PlanFallback.ContinueAsync(Run, 1)).Planned > 0);
        await World.StartAsync(Stage.Wave(1));
        await World.DrainAsync();
    }

    private async Task<IReadOnlyList<LedgerRow>> ListAsync(RecipientAction action, int page)
    {
        var (all, cursor) = (new List<LedgerRow>(), (string?)null);
        do
        {
            var next = await Rows.ListAsync([Run], action, page, cursor);
            all.AddRange(next.Items);
            cursor = next.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    protected Task ChangeRunAsync(Func<Run, Run> change) => World.ChangeAsync(change);

    protected async Task<Run> RunAsync() => (await World.Runs.FindAsync(Run))!;

    protected async Task<LedgerFigures> CountAsync() => Assert.Single(await Figures.CountAsync([Run], FigureGrouping.None));

    protected async Task<IReadOnlyList<LedgerRow>> RowsAsync() => (await Rows.ListAsync([Run], RecipientAction.All, 10_000, null)).Items;
}
