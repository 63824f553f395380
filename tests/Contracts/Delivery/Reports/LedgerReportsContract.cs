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

/// <summary>What every ledger promises to those who report to it and those who count in it.</summary>
public abstract partial class LedgerReportsContract
{
    protected static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);

    protected abstract LedgerReports Events { get; }

    protected abstract RunFigures Figures { get; }

    protected abstract ILedger Store { get; }

    protected abstract ILedgerRows Rows { get; }

    protected abstract DateTimeOffset Now { get; }

    /// <summary>When people may have opened and clicked.</summary>
    private DateTimeOffset Later => Now.AddSeconds(30);

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
    public async Task A_repeated_event_changes_nothing()
    {
        await SendAsync(5);
        var rows = await RowsAsync();
        LedgerEvent[] events = [.. Enum.GetValues<LedgerEventKind>().Except([LedgerEventKind.Bounced, LedgerEventKind.Failed])
            .Select(kind => new LedgerEvent(rows[0].Address, kind, Later))];
        Assert.All(await Events.RecordAsync(events), Assert.True);
        Assert.All(await Events.RecordAsync(events), Assert.False);

        var figures = await CountAsync();
        Assert.Equal((1L, 1L, 1L, 1L, 1L, 1L), (figures.Delivered, figures.Opened, figures.MachineOpened, figures.Clicked, figures.Replied, figures.OptedOut));
        Assert.Equal(1L, figures.MachineClicked);
        Assert.Equal((5L, 5L, 4L), (figures.Recipients, figures.Sent, figures.Pending));
    }

    [Theory]
    [InlineData(LedgerState.Delivered, LedgerEventKind.Failed, LedgerEventKind.Bounced, LedgerEventKind.Delivered)]
    [InlineData(LedgerState.Delivered, LedgerEventKind.Delivered, LedgerEventKind.Failed, LedgerEventKind.Bounced)]
    [InlineData(LedgerState.Bounced, LedgerEventKind.Bounced, LedgerEventKind.Failed)]
    [InlineData(LedgerState.Bounced, LedgerEventKind.Failed, LedgerEventKind.Bounced)]
    public async Task The_order_of_reports_does_not_matter(LedgerState expected, params LedgerEventKind[] kinds)
    {
        await SendAsync(1);
        var address = (await RowsAsync())[0].Address;
        foreach (var kind in kinds)
            await Events.RecordAsync([new LedgerEvent(address, kind, Now, $"{kind}")]);
        var row = await Events.FindAsync(address);
        Assert.Equal((expected, expected == LedgerState.Bounced ? "Bounced" : null), (row!.State, row.Reason));
    }

    [Fact]
    public async Task Of_several_clicks_the_first_moment_stays()
    {
        await SendAsync(1);
        var address = (await RowsAsync())[0].Address;
        foreach (var minutes in new[] { 5, 3, 9 })
            await Events.RecordAsync([new LedgerEvent(address, LedgerEventKind.Clicked, Now.AddMinutes(minutes))]);
        Assert.Equal(Now.AddMinutes(3), (await Events.FindAsync(address))!.ClickedAt);
    }

    [Fact]
    public async Task An_event_of_an_unknown_row_changes_nothing()
    {
        await SendAsync(1);
        LedgerEvent[] events =
        [
            new(new LedgerAddress(Run, 7, 99, 1), LedgerEventKind.Clicked, Now),
            new(new LedgerAddress(new RunId("cmp_none.1"), 0, 0, 0), LedgerEventKind.Delivered, Now),
        ];
        Assert.All(await Events.RecordAsync(events), Assert.False);
    }

    [Fact]
    public async Task A_report_finds_its_row_by_the_message_id_within_the_workspace()
    {
        await SendAsync(3);
        var row = (await RowsAsync())[1];
        Assert.Equal(row.Address, (await Events.FindByMessageIdAsync(OneShop.Shop.Id, row.MessageId!))!.Address);
        Assert.Null(await Events.FindByMessageIdAsync(new WorkspaceId("other"), row.MessageId!));
        Assert.Null(await Events.FindByMessageIdAsync(OneShop.Shop.Id, "unheard-of"));
    }

    [Fact]
    public async Task A_reply_belongs_to_the_latest_message_while_its_window_is_open()
    {
        await SendAsync(2);
        var contact = new ContactId(1);
        var found = await Events.FindOpenAsync(OneShop.Shop.Id, contact, [Channel.Sms, Channel.Rcs], Now.AddHours(1));
        Assert.Equal(contact, found!.Contact);
        Assert.Null(await Events.FindOpenAsync(OneShop.Shop.Id, contact, [Channel.Email], Now.AddHours(1)));
        Assert.Null(await Events.FindOpenAsync(OneShop.Shop.Id, contact, [Channel.Sms], Now.AddDays(-1)));

        await ChangeRunAsync(run => run with { Status = RunStatus.Active, WindowClosesAt = Now.AddHours(6) });
        Assert.NotNull(await Events.FindOpenAsync(OneShop.Shop.Id, contact, [Channel.Sms], Now.AddHours(6).AddTicks(-1)));
        Assert.Null(await Events.FindOpenAsync(OneShop.Shop.Id, contact, [Channel.Sms], Now.AddHours(6)));
    }

    [Fact]
    public async Task A_reply_finds_a_message_whose_receipt_came_before_its_hand_over()
    {
        await PlanAsync(1);
        Assert.Equal([true], await Events.RecordAsync([new LedgerEvent((await RowsAsync())[0].Address, LedgerEventKind.Delivered, Now)]));

        Assert.NotNull(await Events.FindOpenAsync(OneShop.Shop.Id, new ContactId(1), [Channel.Sms], Now.AddMinutes(5)));
    }

    [Fact]
    public async Task The_sum_rule_holds_and_groups_add_up()
    {
        await SendAsync(500);
        var rows = await RowsAsync();
        await Events.RecordAsync([.. rows.Take(300).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Delivered, Now))]);
        await Events.RecordAsync([.. rows.Skip(300).Take(50).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Bounced, Now, "mailbox_full"))]);
        foreach (var by in Enum.GetValues<FigureGrouping>())
        {
            var groups = await Figures.CountAsync([Run], by);
            Assert.Equal((500L, 300L, 50L), (groups.Sum(group => group.Recipients), groups.Sum(group => group.Delivered), groups.Sum(group => group.Bounced)));
            Assert.All(groups, group => Assert.Equal(
                group.Recipients, group.Delivered + group.Bounced + group.Failed + group.Pending + group.Skipped.Values.Sum()));
        }
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
    public async Task An_experiment_counts_each_contact_of_the_slice_once()
    {
        await SendAsync(1_000, definition => definition with
        {
            Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
            Experiment = new ExperimentDefinition { Sample = 0.5 },
        }, Stage.TestSlice);
        var rows = (await RowsAsync()).Where(row => row.Variant == "B").ToArray();
        await Events.RecordAsync([.. rows.Take(40).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Clicked, Later))]);
        await Events.RecordAsync([.. rows.Take(40).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Clicked, Now.AddMinutes(1)))]);

        var counts = VariantCount.Of(await Store.TalliesAsync(Run), ExperimentMetric.Click).ToDictionary(count => count.Variant);
        Assert.Equal((rows.Length, 40L, 0L), ((int)counts["B"].Exposed, counts["B"].Successes, counts["A"].Successes));
        Assert.All(VariantCount.Of(await Store.TalliesAsync(Run), ExperimentMetric.Reply), count => Assert.Equal(0, count.Successes));
    }

    [Theory]
    [InlineData(LedgerEventKind.Opened, 1_999, "too_soon")]
    [InlineData(LedgerEventKind.Opened, 2_000, null)]
    [InlineData(LedgerEventKind.Clicked, 0, "too_soon")]
    [InlineData(LedgerEventKind.Clicked, 1_999, "too_soon")]
    [InlineData(LedgerEventKind.Clicked, 2_000, null)]
    public async Task Who_comes_within_seconds_of_the_hand_over_is_a_machine(LedgerEventKind kind, int milliseconds, string? rule)
    {
        await SendAsync(1);
        var address = (await RowsAsync())[0].Address;
        var report = new LedgerEvent(address, kind, Now.AddMilliseconds(milliseconds));
        Assert.Equal([true], await Events.RecordAsync([report]));
        Assert.Equal([false], await Events.RecordAsync([report]));

        var row = (await Events.FindAsync(address))!;
        Assert.Equal(rule, kind == LedgerEventKind.Opened ? row.MachineOpenRule : row.MachineClickRule);
        Assert.Equal(rule is null ? report.At : null, kind == LedgerEventKind.Opened ? row.OpenedAt : row.ClickedAt);
    }

    [Fact]
    public async Task What_a_machine_and_a_person_do_to_the_same_message_is_kept_apart_with_the_rule_of_the_first_machine()
    {
        await SendAsync(1);
        var address = (await RowsAsync())[0].Address;
        await Events.RecordAsync(
        [
            new(address, LedgerEventKind.MachineClicked, Later, "program: curl"), new(address, LedgerEventKind.MachineClicked, Now, "crawler: Googlebot"), new(address, LedgerEventKind.Clicked, Later),
        ]);

        var row = (await Events.FindAsync(address))!;
        Assert.Equal((Now, "crawler: Googlebot", Later), (row.MachineClickedAt, row.MachineClickRule, row.ClickedAt));
    }

    [Fact]
    public async Task Figures_are_final_when_no_receipt_is_due_and_then_change_no_more()
    {
        await SendAsync(3);
        var rows = await RowsAsync();
        await Events.RecordAsync([new(rows[0].Address, LedgerEventKind.Delivered, Now), new(rows[1].Address, LedgerEventKind.Bounced, Now, "bounced")]);
        Assert.Null(await Events.CloseAsync(await RunAsync(), Later, [Channel.Sms]));
        Assert.Equal([true], await Events.RecordAsync([new(rows[0].Address, LedgerEventKind.Clicked, Later)]));

        Assert.Equal(Later, await Events.CloseAsync(await RunAsync(), Later, [Channel.Email]));
        Assert.Equal(Later, await Events.CloseAsync(await RunAsync(), Later.AddDays(1), [Channel.Sms]));
        var final = await CountAsync();
        LedgerEvent[] late = [.. Enum.GetValues<LedgerEventKind>().Select(kind => new LedgerEvent(rows[2].Address, kind, Later.AddDays(2), "late"))];
        Assert.All(await Events.RecordAsync(late), Assert.True);
        Assert.All(await Events.RecordAsync(late), Assert.False);
        Assert.Equal([false], await Events.RecordAsync([new(rows[0].Address, LedgerEventKind.Delivered, Later.AddDays(2))]));
        Assert.Equivalent(final, await CountAsync(), strict: true);
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

    private async Task<LedgerFigures> CountAsync() => Assert.Single(await Figures.CountAsync([Run], FigureGrouping.None));

    private async Task<IReadOnlyList<LedgerRow>> RowsAsync() => (await Rows.ListAsync([Run], RecipientAction.All, 10_000, null)).Items;
}
