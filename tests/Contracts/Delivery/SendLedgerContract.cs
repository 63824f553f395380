using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using Contracts.Delivery.World;

namespace Contracts.Delivery;

/// <summary>What every send ledger promises to planning, sending workers and the story of a run.</summary>
public abstract partial class SendLedgerContract
{
    protected static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);
    protected static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchNumber First = BatchNumber.Of(Stage.Rest, Channel.Sms, 0);
    private static readonly BatchMessage FirstMessage = Message(First);

    protected abstract ILedger Store { get; }

    protected abstract SendLedger Ledger { get; }

    protected abstract LedgerReports Events { get; }

    protected abstract StageLedger Stages { get; }

    protected abstract RunRecords Runs { get; }

    /// <summary>Moves the clock of leases.</summary>
    protected abstract void PassSystemTime(TimeSpan time);

    /// <summary>The process dies and starts again.</summary>
    protected abstract void Restart();

    [Fact]
    public async Task A_batch_is_taken_once_and_kept_until_its_lease_ends()
    {
        await PlanAsync(3);
        var first = await Ledger.ClaimAsync(FirstMessage);
        Assert.Equal([1L, 2L, 3L], first.Rows!.Select(row => row.Contact.Value));
        Assert.Equal(ClaimVerdict.TakenByAnother, (await Ledger.ClaimAsync(FirstMessage)).Verdict);

        PassSystemTime(TimeSpan.FromSeconds(31));
        var second = await Ledger.ClaimAsync(FirstMessage);
        Assert.Equal(ClaimVerdict.Taken, second.Verdict);
        Assert.All(second.Rows!, row => Assert.False(row.IsInDoubt));
    }

    [Fact]
    public async Task Where_a_batch_was_taken_first_is_kept_for_those_who_watch()
    {
        const string Here = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await PlanAsync(BatchNumber.MostRows + 1);
        await Ledger.ClaimAsync(FirstMessage, Here);
        Restart();
        await Ledger.ClaimAsync(FirstMessage, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        await Ledger.ClaimAsync(Message(Second));

        Assert.Equal(Here, (await Ledger.LookAsync(FirstMessage))!.Trace);
        Assert.Equal([Here], await Events.TracesOfAsync([First.Row(Run, 0, 0), First.Row(Run, 0, 5), Second.Row(Run, 0, 0), First.Row(new RunId("nobody's"), 0, 0)]));
    }

    [Fact]
    public async Task Marking_rows_renews_the_lease()
    {
        await PlanAsync(3);
        var claim = await TakeAsync();
        PassSystemTime(TimeSpan.FromSeconds(25));
        Assert.True(await Ledger.MarkCallingAsync(claim, new CallingRows([0], Noon, null), []));
        PassSystemTime(TimeSpan.FromSeconds(25));
        Assert.Equal(ClaimVerdict.TakenByAnother, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
    }

    [Fact]
    public async Task A_claim_of_a_dead_process_is_taken_over_at_once()
    {
        await PlanAsync(3);
        await TakeAsync();
        Restart();
        Assert.Equal(ClaimVerdict.Taken, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
    }

    [Fact]
    public async Task After_a_crash_only_rows_that_were_being_called_are_in_doubt_with_the_time_of_their_call()
    {
        await PlanAsync(4);
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0, 1], Noon, null), []);
        await Ledger.MarkCallingAsync(claim, new CallingRows([2], Noon.AddSeconds(1), null), [Handed(0), Handed(1)]);
        Restart();

        var rows = (await Ledger.ClaimAsync(FirstMessage)).Rows!;
        Assert.Equal([(2, Noon.AddSeconds(1)), (3, null)], rows.Select(row => (row.Row, row.FirstSentAt)));
    }

    [Fact]
    public async Task A_row_in_doubt_keeps_the_time_of_its_first_call()
    {
        await PlanAsync(1);
        await Ledger.MarkCallingAsync(await TakeAsync(), new CallingRows([0], Noon, null), []);
        Restart();
        await Ledger.MarkCallingAsync(await TakeAsync(), new CallingRows([0], Noon.AddMinutes(1), null), []);
        Restart();
        Assert.Equal(Noon, (await Ledger.ClaimAsync(FirstMessage)).Rows![0].FirstSentAt);
    }

    [Fact]
    public async Task Who_lost_the_claim_can_write_nothing()
    {
        await PlanAsync(2);
        var slow = await TakeAsync();
        PassSystemTime(TimeSpan.FromSeconds(31));
        var fast = await TakeAsync();

        await Assert.ThrowsAsync<ClaimLostException>(() => Ledger.MarkCallingAsync(slow, new CallingRows([0], Noon, null), []));
        await Assert.ThrowsAsync<ClaimLostException>(() => Ledger.SettleBatchAsync(slow, [Handed(0)]));
        Assert.Equal(2, (await Ledger.SettleBatchAsync(fast, [])).Unsettled);
        await Assert.ThrowsAsync<ClaimLostException>(() => Ledger.SettleBatchAsync(fast, []));
    }

    [Fact]
    public async Task A_paused_run_gives_no_claims_and_lets_nobody_call()
    {
        await PlanAsync(2);
        var claim = await TakeAsync();
        await ChangeAsync(run => run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 });

        Assert.False(await Ledger.MarkCallingAsync(claim, new CallingRows([1], Noon, null), [Handed(0)]));
        Assert.Equal(1, (await Ledger.SettleBatchAsync(claim, [])).Unsettled);
        Assert.Equal(ClaimVerdict.Refused, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
    }

    [Fact]
    public async Task After_a_resume_only_messages_of_the_new_epoch_count()
    {
        await PlanAsync(2);
        await ChangeAsync(run => run with { Epoch = 3 });
        Assert.Equal(ClaimVerdict.Refused, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
        Assert.Equal(ClaimVerdict.Taken, (await Ledger.ClaimAsync(FirstMessage with { Epoch = 3 })).Verdict);
    }

    [Fact]
    public async Task A_batch_is_done_when_no_row_is_planned_or_in_doubt()
    {
        await PlanAsync(5);
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0, 1, 2, 3], Noon, null), []);
        var partly = await Ledger.SettleBatchAsync(claim, [Handed(0), new(1, RowResult.Failed, Noon, "invalid_number"), new(2, RowResult.Planned, Noon)]);
        Assert.Equal((false, 3), (partly.IsDone, partly.Unsettled));

        claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([2], Noon, null), [new(4, RowResult.Skipped, Noon, "opted_out")]);
        var wholly = await Ledger.SettleBatchAsync(claim, [Handed(2), new(3, RowResult.Uncertain, Noon)]);
        Assert.Equal((true, 0, 0), (wholly.IsDone, wholly.Unsettled, wholly.ShardRemaining));
        Assert.Equal(ClaimVerdict.Done, (await Ledger.ClaimAsync(FirstMessage)).Verdict);
        Assert.True((await Ledger.LookAsync(FirstMessage))!.IsDone);
    }

    [Fact]
    public async Task A_batch_that_was_put_off_says_until_when()
    {
        await PlanAsync(2);
        await Ledger.SettleBatchAsync(await TakeAsync(), [], Noon.AddMinutes(2));
        Assert.Equal(Noon.AddMinutes(2), (await Ledger.LookAsync(FirstMessage))!.NotBefore);
    }

    [Fact]
    public async Task Giving_up_fails_what_was_not_called_and_leaves_the_rest_uncertain()
    {
        await PlanAsync(3);
        var claim = await TakeAsync();
        await Ledger.MarkCallingAsync(claim, new CallingRows([0], Noon, null), []);
        Assert.Null(await Ledger.GiveUpAsync(FirstMessage, "delivery_error"));
        await Ledger.SettleBatchAsync(claim, []);
        Assert.Equal(new BatchSettlement(true, 0, 0), await Ledger.GiveUpAsync(FirstMessage, "delivery_error"));
    }

    protected static RowOutcome Handed(int row) => new(row, RowResult.Handed, Noon);

    private static BatchMessage Message(BatchNumber batch) => new("shop", Run.Value, batch.Stage, 0, batch.Value, 1, 1);

    private async Task<Claim> TakeAsync(BatchNumber? batch = null)
    {
        var answer = await Ledger.ClaimAsync(Message(batch ?? First));
        Assert.Equal(ClaimVerdict.Taken, answer.Verdict);
        return answer.Claim!;
    }

    private async Task<BatchSettlement> SettleAsync(BatchNumber batch)
    {
        var claim = await TakeAsync(batch);
        await Ledger.MarkCallingAsync(claim, new CallingRows([.. Enumerable.Range(0, BatchNumber.MostRows)], Noon, null), []);
        return await Ledger.SettleBatchAsync(claim, [.. Enumerable.Range(0, BatchNumber.MostRows).Select(Handed)]);
    }

    private async Task<Run> ChangeAsync(Func<Run, Run> change) => (await Runs.TryUpdateAsync((await Runs.FindAsync(Run))!.Changed(change)))!;

    /// <summary>So many contacts in full batches of one shard.</summary>
    private async Task<Run> PlanAsync(int contacts)
    {
        var run = await AddRunAsync();
        var batches = Enumerable.Range(1, contacts).Chunk(BatchNumber.MostRows).Select((some, sequence) => Batch(BatchNumber.Of(Stage.Rest, Channel.Sms, sequence), some));
        Assert.True(await Store.AddAsync(Run, 0, [.. batches]));
        await Store.SealAsync(Run, Stage.TestSlice, Stage.Rest);
        return run;
    }

    private static NewBatch Batch(BatchNumber number, IEnumerable<int> contacts, DateTimeOffset? notBefore = null, string? rule = null) => new(number, [.. contacts.Select((id, row) => new LedgerRow
    {
        Address = number.Row(Run, 0, row),
        Campaign = new CampaignId("cmp_1"),
        Contact = new ContactId(id),
        Channel = number.Channel,
        State = LedgerState.Planned,
        Variant = "A",
        Rule = rule,
    })], notBefore);

    private async Task<Run> AddRunAsync()
    {
        var run = new Run
        {
            Id = Run,
            Campaign = new CampaignId("cmp_1"),
            Workspace = OneShop.Shop.Id,
            Definition = new CampaignDefinition(),
            Orchestration = "campaign-cmp_1-1",
            Status = RunStatus.Sending,
        };
        Assert.True(await Runs.TryAddAsync(run));
        run = (await Runs.FindAsync(Run))!;
        await Store.OpenAsync(new LedgerRun(Run, run.Workspace, run.Campaign, 1, false, Noon, null, null), Fence.Of(run));
        return run;
    }
}
