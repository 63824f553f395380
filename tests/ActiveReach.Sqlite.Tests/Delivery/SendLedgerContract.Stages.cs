using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Tests.Delivery;

/// <summary>The part of the promises that the story of a run stands on: plans, lanes, stages, cancelling.</summary>
public abstract partial class SendLedgerContract
{
    [Fact]
    public async Task Everyone_is_settled_only_when_nothing_is_left_to_send_or_in_doubt()
    {
        await PlanAsync(2);
        Assert.False(await Stages.IsEveryoneSettledAsync(Run));
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0, 1], Noon, null), []);
        await Ledger.SettleBatchAsync(claim, [new RowOutcome(0, RowResult.Handed, Noon)]);
        Assert.False(await Stages.IsEveryoneSettledAsync(Run));

        var again = await TakeAsync();
        await Ledger.SettleBatchAsync(again, [new RowOutcome(1, RowResult.Uncertain, Noon)]);
        Assert.True(await Stages.IsEveryoneSettledAsync(Run));
    }

    [Fact]
    public async Task The_stage_is_settled_by_its_last_shard_and_rings_once()
    {
        await PlanAsync(98 * 9);
        for (var sequence = 0; sequence < 9; sequence++)
        {
            Assert.False((await Stages.ReadAsync(Run, Stage.Rest)).IsSettled);
            var batch = BatchNumber.Of(Stage.Rest, Channel.Sms, sequence);
            var settlement = await SettleAsync(batch);
            if (settlement.ShardRemaining == 0)
                Assert.Equal(sequence == 8, await CompleteAsync(batch));
        }

        Assert.True(await CompleteAsync(First));
        var progress = await Stages.ReadAsync(Run, Stage.Rest);
        Assert.Equal((true, 9, 0, Noon), (progress.IsSettled, progress.Batches, progress.Remaining, progress.LastHandedAt));
        var ring = Assert.Single(await Intents.DueAsync(DateTimeOffset.MaxValue, 10)).Intent;
        Assert.Equal(("campaign-cmp_1-1", Doorbell.Stage(Stage.Rest)), (ring.Orchestration, ring.Event));
    }

    [Fact]
    public async Task Every_lane_starts_with_its_first_batch_that_is_not_done()
    {
        var run = await PlanAsync(98 * 7);
        await Stages.OpenLanesAsync(run, Stage.Rest, 3, Noon);
        await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, 1));
        await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, 4));

        // Lane 1 is done (1 and 4); a second opening in the same epoch keeps the three lanes.
        Assert.Equal([0, 2], (await Stages.OpenLanesAsync(run, Stage.Rest, 5, Noon)).Select(batch => batch.Sequence));
        Assert.Equal(new BatchLook(false, 98, 3, true, null), await Ledger.LookAsync(FirstMessage));
        Assert.False((await Ledger.LookAsync(Message(BatchNumber.Of(Stage.Rest, Channel.Sms, 4))))!.HasSuccessor);
    }

    [Fact]
    public async Task A_cancelled_run_is_settled_except_for_batches_in_flight()
    {
        await PlanAsync(98 * 3);
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0], Noon, null), []);
        var run = await ChangeAsync(each => each with { Status = RunStatus.Cancelled, Epoch = 2 });
        Assert.Equal(new CancelProgress(1, 1), await Stages.CancelAsync(run, "cancelled", 1));
        Assert.Equal(new CancelProgress(0, 1), await Stages.CancelAsync(run, "cancelled", 10));

        await Ledger.SettleBatchAsync(claim, [Handed(0)]);
        Assert.True((await Stages.CancelAsync(run, "cancelled", 10)).IsDone);
        Assert.Equal(0, (await Stages.ReadAsync(Run, Stage.Rest)).Remaining);
    }

    [Fact]
    public async Task A_plan_grows_only_at_its_cursor_and_not_after_it_is_sealed()
    {
        var run = await AddRunAsync();
        var plan = new PlanWriter(Run, 0, await Plans.OpenAsync(run, 0));
        plan.Send(Stage.Rest, Channel.Sms, new ContactId(1), null, "A");
        var chunk = plan.Take(1);
        Assert.True(await Plans.AddAsync(chunk));
        Assert.False(await Plans.AddAsync(chunk));

        var state = await Plans.OpenAsync(run, 0);
        Assert.Equal((1L, 1L, new PlannedBatch(First, null, 1)), (state.Cursor, state.Planned, Assert.Single(state.Batches)));
        await Plans.SealAsync(Run, 0);
        await Plans.SealAsync(Run, 0);
        Assert.True((await Plans.OpenAsync(run, 0)).IsSealed);
        Assert.False(await Plans.AddAsync(chunk with { From = 1, To = 2, Rows = [], Batches = [] }));
    }

    [Fact]
    public async Task A_run_that_has_ended_is_planned_no_further()
    {
        var run = await AddRunAsync();
        var plan = new PlanWriter(Run, 0, await Plans.OpenAsync(run, 0));
        await ChangeAsync(each => each with { Status = RunStatus.Cancelled });
        Assert.False(await Plans.AddAsync(plan.Take(1)));
    }

    [Fact]
    public async Task What_was_never_planned_is_not_there()
    {
        Assert.Null(await Ledger.LookAsync(FirstMessage));
        Assert.Equal(ClaimVerdict.Unknown, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
        Assert.False((await Stages.ReadAsync(Run, Stage.Rest)).IsSealed);
        Assert.Equal(0, await Stages.CountActiveAsync(except: RunId.Of(new CampaignId("cmp_2"), 1)));
    }
}
