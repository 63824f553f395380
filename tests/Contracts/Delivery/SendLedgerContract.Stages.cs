using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace Contracts.Delivery;

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
    public async Task The_stage_is_settled_by_its_last_batch()
    {
        await PlanAsync(97 * 9);
        for (var sequence = 0; sequence < 9; sequence++)
        {
            Assert.False((await Stages.ReadAsync(Run, Stage.Rest)).IsSettled);
            Assert.Equal(8 - sequence, (await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, sequence))).ShardRemaining);
        }

        var progress = await Stages.ReadAsync(Run, Stage.Rest);
        Assert.Equal((true, 9, 0, Noon), (progress.IsSettled, progress.Batches, progress.Remaining, progress.LastHandedAt));
    }

    [Fact]
    public async Task Every_lane_starts_with_its_first_batch_that_is_not_done()
    {
        var run = await PlanAsync(97 * 7);
        await Stages.OpenLanesAsync(run, Stage.Rest, 3, Noon);
        await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, 1));
        await SettleAsync(BatchNumber.Of(Stage.Rest, Channel.Sms, 4));

        // Lane 1 is done (1 and 4); a second opening in the same epoch keeps the three lanes.
        var open = await Stages.OpenLanesAsync(run, Stage.Rest, 5, Noon);
        Assert.Equal([0, 2], open.Select(SequenceOf));
        Assert.All(open, message => Assert.Equal(3, message.Lanes));
        Assert.Equal(new BatchLook(false, 97, open[0] with { Batch = BatchNumber.Of(Stage.Rest, Channel.Sms, 3).Value }, null), await Ledger.LookAsync(open[0]));
        Assert.Null((await Ledger.LookAsync(open[0] with { Batch = BatchNumber.Of(Stage.Rest, Channel.Sms, 4).Value }))!.Next);
    }

    [Fact]
    public async Task A_cancelled_run_is_settled_except_for_batches_in_flight()
    {
        await PlanAsync(97 * 3);
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0], Noon, null), []);
        await ChangeAsync(each => each with { Status = RunStatus.Cancelled, Epoch = 2 });
        Assert.Equal(new CancelProgress(1), await Stages.CancelAsync(Run, "cancelled"));

        await Ledger.SettleBatchAsync(claim, [Handed(0)]);
        Assert.True((await Stages.CancelAsync(Run, "cancelled")).IsDone);
        Assert.Equal(0, (await Stages.ReadAsync(Run, Stage.Rest)).Remaining);
    }

    [Fact]
    public async Task A_batch_that_is_there_stays_as_it_is()
    {
        await AddRunAsync();
        Assert.True(await Store.AddAsync(Run, 0, [Batch(First, [1, 2])]));
        Assert.True(await Store.AddAsync(Run, 0, [Batch(First, [3]), Batch(Second, [3])]));
        Assert.Equal([1L, 2L], (await Store.ReadAsync(new GroupScope(Run, 0, First)))!.Rows.Select(row => row.Contact.Value));
        Assert.Equal([First, Second], await Store.BatchesAfterAsync(Run, 0, null, 10));
        Assert.Equal(3, (await Store.TalliesAsync(Run)).Where(tally => tally.Key.Scope is TallyScope.People).Sum(tally => tally[Counted.Recipients]));
    }

    [Fact]
    public async Task A_run_that_has_ended_is_planned_no_further()
    {
        await AddRunAsync();
        await ChangeAsync(each => each with { Status = RunStatus.Cancelled });
        Assert.False(await Store.AddAsync(Run, 0, [Batch(First, [1])]));
        Assert.Empty(await Store.BatchesAfterAsync(Run, 0, null, 10));
    }

    [Fact]
    public async Task An_older_fence_never_takes_the_place_of_a_newer_one()
    {
        await AddRunAsync();
        await Store.RaiseAsync(Run, new Fence(RunStatus.Paused, 5));
        await Store.RaiseAsync(Run, new Fence(RunStatus.Sending, 4));
        await Store.RaiseAsync(Run, new Fence(RunStatus.Sending, 5));
        Assert.Equal(new Fence(RunStatus.Paused, 5), await Store.FenceAsync(Run));
        await Store.RaiseAsync(Run, new Fence(RunStatus.Complete, 5, Noon, Noon));
        await Store.RaiseAsync(Run, new Fence(RunStatus.Complete, 5, Noon.AddDays(1), Noon.AddDays(1)));
        Assert.Equal(new Fence(RunStatus.Complete, 5, Noon, Noon), await Store.FenceAsync(Run));
    }

    [Fact]
    public async Task An_address_belongs_to_whom_it_was_claimed_for_first()
    {
        await AddRunAsync();
        AddressClaim Claim(long key, int contact) => new(key, new ContactId(contact), First.Row(Run, 0, contact));
        Assert.Equal([Claim(10, 1), Claim(20, 2)], await Store.ClaimAddressesAsync(Run, [Claim(10, 1), Claim(20, 2)]));
        Assert.Equal([Claim(10, 1), Claim(10, 1), Claim(30, 3)], await Store.ClaimAddressesAsync(Run, [Claim(10, 1), Claim(10, 3), Claim(30, 3)]));
    }

    [Fact]
    public async Task What_was_never_planned_is_not_there()
    {
        Assert.Null(await Ledger.LookAsync(FirstMessage));
        Assert.Equal(ClaimVerdict.Unknown, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
        Assert.False((await Stages.ReadAsync(Run, Stage.Rest)).IsSealed);
        Assert.Equal(0, await Stages.CountActiveAsync(except: RunId.Of(new CampaignId("cmp_2"), 1)));
    }

    private static int SequenceOf(BatchMessage message) => new BatchNumber(message.Batch).Sequence;
}
