using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Tests.Delivery;

/// <summary>The part of the promises that is about recipients whose hour has not come.</summary>
public abstract partial class SendLedgerContract
{
    private static ReachDecision Later => new(SkipReason.QuietHours, "texts 8-21", Noon.AddHours(6).AddSeconds(-20));

    [Fact]
    public async Task A_batch_never_mixes_hours_and_says_what_it_waits_for()
    {
        var run = await AddRunAsync();
        var plan = new PlanWriter(Run, 0, await Plans.OpenAsync(run, 0));
        plan.Send(Stage.Rest, Channel.Sms, new ContactId(1), null, "A");
        plan.Send(Stage.Rest, Channel.Sms, new ContactId(2), null, "A", Later);
        Assert.True(await Plans.AddAsync(plan.Take(2)));

        // Planning goes on, in another process, where it stopped: the same hour goes into the same batch.
        plan = new PlanWriter(Run, 0, await Plans.OpenAsync(run, 0));
        plan.Send(Stage.Rest, Channel.Sms, new ContactId(3), null, "A", Later with { NotBefore = Noon.AddHours(6) });
        Assert.True(await Plans.AddAsync(plan.Take(3)));
        await Plans.SealAsync(Run, 0);

        Assert.Equal((1, (DateTimeOffset?)null, false), Seen(await Ledger.LookAsync(FirstMessage)));
        Assert.Equal((2, Noon.AddHours(6), true), Seen(await Ledger.LookAsync(Message(Second))));

        static (int, DateTimeOffset?, bool) Seen(BatchLook? look) => (look!.Unsettled, look.NotBefore, look.IsDeferred);
    }

    [Fact]
    public async Task Lanes_go_on_without_what_was_released_until_the_next_epoch()
    {
        var run = await PlanAsync(98 * 5);
        await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon);
        await Ledger.ReleaseAsync(FirstMessage);
        await Ledger.ReleaseAsync(FirstMessage);
        Assert.True((await Ledger.LookAsync(FirstMessage))!.IsReleased);
        Assert.False((await Ledger.LookAsync(FirstMessage with { Epoch = 2 }))!.IsReleased);
        await Ledger.PutOffAsync(FirstMessage, Noon.AddHours(1));
        Assert.Equal([1, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon)).Select(batch => batch.Sequence));

        await Ledger.ReleaseAsync(FirstMessage with { Epoch = 1 });
        Assert.Equal([0, 1, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon.AddHours(2))).Select(batch => batch.Sequence));
        await TakeAsync();
        Assert.Equal([1, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon.AddHours(2))).Select(batch => batch.Sequence));

        var resumed = await ChangeAsync(each => each with { Epoch = 3 });
        Assert.Equal([0, 1], (await Stages.OpenLanesAsync(resumed, Stage.Rest, 2, Noon)).Select(batch => batch.Sequence));
    }

    [Fact]
    public async Task Rows_whose_hour_has_not_come_stay_planned_and_keep_the_batch_open()
    {
        await PlanAsync(2);
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0], Noon, null), []);
        var deferred = new RowOutcome(1, RowResult.Deferred, Noon, SkipReason.QuietHours, Rule: "France 8-22");
        var settlement = await Ledger.SettleBatchAsync(claim, [Handed(0), deferred], Noon.AddHours(9), forItsHour: true);
        Assert.Equal((false, 1), (settlement.IsDone, settlement.Unsettled));
        Assert.True((await Ledger.LookAsync(FirstMessage))!.IsDeferred);

        var wait = await Stages.ReadWaitAsync(Run, Stage.Rest, Noon);
        Assert.Equal(new StageWait(1, Noon.AddHours(9), Noon.AddHours(9), "France 8-22"), wait);
        Assert.Null(await Stages.ReadWaitAsync(Run, Stage.Rest, Noon.AddHours(9)));

        var row = Assert.Single((await TakeAgainAsync()).Rows!);
        Assert.Equal((1, false), (row.Row, row.IsInDoubt));
    }

    [Fact]
    public async Task A_stage_waits_for_an_hour_only_when_nothing_else_is_left()
    {
        await PlanAsync(98 * 2);
        await Ledger.SettleBatchAsync(await TakeAsync(), [], Noon.AddHours(1), forItsHour: true);
        Assert.Null(await Stages.ReadWaitAsync(Run, Stage.Rest, Noon));
        await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, 1));
        Assert.Equal(98, (await Stages.ReadWaitAsync(Run, Stage.Rest, Noon))!.Recipients);
        await Ledger.SettleBatchAsync(await TakeAsync(), [], Noon.AddHours(1));
        Assert.Null(await Stages.ReadWaitAsync(Run, Stage.Rest, Noon));
    }

    private static BatchNumber Second => BatchNumber.Of(Stage.Rest, Channel.Sms, 1);

    private async Task<ClaimAnswer> TakeAgainAsync()
    {
        var answer = await Ledger.ClaimAsync(FirstMessage);
        Assert.Equal(ClaimVerdict.Taken, answer.Verdict);
        return answer;
    }
}
