using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
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
public abstract partial class LedgerReportsContract : LedgerRowsContract
{
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
        var row = (await RowsAsync())[0];

        // As it is before every call.
        await World.Stores.Touches.NoteAsync([], [new Touch(row.Address, row.Contact, AddressKey: 1, "+18005550111", new CapPlace(Channel.Sms, [], Now))]);
        Assert.Equal([true], await Events.RecordAsync([new LedgerEvent(row.Address, LedgerEventKind.Delivered, Now)]));

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

        var counts = VariantCount.Of(await Store.TalliesAsync(Run), [], ExperimentMetric.Click, "USD").ToDictionary(count => count.Variant);
        Assert.Equal((rows.Length, 40L, 0L), ((int)counts["B"].Exposed, counts["B"].Successes, counts["A"].Successes));
        Assert.All(VariantCount.Of(await Store.TalliesAsync(Run), [], ExperimentMetric.Reply, "USD"), count => Assert.Equal(0, count.Successes));
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
}
