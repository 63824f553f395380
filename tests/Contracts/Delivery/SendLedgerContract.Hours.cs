using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>The part of the promises that is about recipients whose hour has not come.</summary>
public abstract partial class SendLedgerContract
{
    [Fact]
    public async Task A_batch_says_what_it_waits_for()
    {
        await AddRunAsync();
        Assert.True(await Store.AddAsync(Run, 0, [Batch(First, [1]), Batch(Second, [2, 3], Noon.AddHours(6), "texts 8-21")]));
        await Store.SealAsync(Run, Stage.TestSlice, Stage.Rest);

        Assert.Equal((1, (DateTimeOffset?)null, false), Seen(await Ledger.LookAsync(FirstMessage)));
        Assert.Equal((2, Noon.AddHours(6), true), Seen(await Ledger.LookAsync(Message(Second))));

        static (int, DateTimeOffset?, bool) Seen(BatchLook? look) => (look!.Unsettled, look.NotBefore, look.IsDeferred);
    }

    [Fact]
    public async Task Lanes_go_on_without_what_was_released_until_the_next_epoch()
    {
        var run = await PlanAsync(97 * 5);
        await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon);
        await Ledger.ReleaseAsync(FirstMessage);
        await Ledger.ReleaseAsync(FirstMessage);
        Assert.True((await Ledger.LookAsync(FirstMessage))!.IsReleased);
        Assert.False((await Ledger.LookAsync(FirstMessage with { Epoch = 2 }))!.IsReleased);
        await Ledger.PutOffAsync(FirstMessage, Noon.AddHours(1));
        Assert.Equal([1, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon)).Select(SequenceOf));

        await Ledger.ReleaseAsync(FirstMessage with { Epoch = 1 });
        Assert.Equal([0, 1, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon.AddHours(2))).Select(SequenceOf));
        await TakeAsync();
        Assert.Equal([1, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 2, Noon.AddHours(2))).Select(SequenceOf));

        var resumed = await ChangeAsync(each => each with { Epoch = 3 });
        Assert.Equal([0, 1], (await Stages.OpenLanesAsync(resumed, Stage.Rest, 2, Noon)).Select(SequenceOf));
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
        await PlanAsync(97 * 2);
        await Ledger.SettleBatchAsync(await TakeAsync(), [], Noon.AddHours(1), forItsHour: true);
        Assert.Null(await Stages.ReadWaitAsync(Run, Stage.Rest, Noon));
        await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, 1));
        Assert.Equal(97, (await Stages.ReadWaitAsync(Run, Stage.Rest, Noon))!.Recipients);
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
