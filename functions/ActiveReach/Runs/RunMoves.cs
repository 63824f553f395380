using ActiveReach.Analytics;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Runs;

/// <summary>The moves of a run that the system makes by itself. Each is a compare-and-set, does nothing when the run is already there, and lets
/// follow what its ledger, its campaign and the list of campaigns must know, also where an earlier try ended before that.</summary>
public sealed class RunMoves(RunRecords runs, IRunFence fence, DeriveStatus derive, RefreshCampaignRows figures, RunMeter meter, TimeProvider clock)
{
    private const string SomeAreOut = "The reply window is over. Some receipts are still to come";
    private const string AllIsIn = "The reply window is over and the figures are final.";

    /// <summary>Its campaign has started it.</summary>
    public Task<Run> BeginAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Prepared, run => run.To(RunStatus.Planning), cancellation);

    /// <summary>Planned: messages go out now.</summary>
    public Task<Run> StartSendingAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Planning, run => run.To(RunStatus.Sending) with { StatusReason = "Messages are being handed to the carriers." }, cancellation);

    /// <summary>Which stage of the ledger is being sent, so that a ring reaches the right wait.</summary>
    public Task<Run> EnterStageAsync(RunId id, int stage, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Stage != stage && run.Status is RunStatus.Sending or RunStatus.Paused, run => run.Status is RunStatus.Paused
            ? run with { Stage = stage, AwaitsDecision = false }
            : run with { Stage = stage, AwaitsDecision = false, StatusReason = reason, NextAction = null, ExpectedEnd = null }, cancellation);

    /// <summary>Tells the user what is waited for; a paused run keeps its own reason.</summary>
    /// <param name="end">When the last message is expected to be handed over, where that can be told.</param>
    public Task<Run> ExplainAsync(RunId id, string reason, string? nextAction, DateTimeOffset? end = null, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending && (run.StatusReason != reason || run.ExpectedEnd != end),
            run => run with { StatusReason = reason, NextAction = nextAction, ExpectedEnd = end }, cancellation);

    /// <summary>The winner has a time of its own, so that the rest waits for it.</summary>
    public Task<Run> HoldRestAsync(RunId id, DateTimeOffset until, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run is { Status: RunStatus.Sending or RunStatus.Paused, RestAt: null }, run => run with { RestAt = until }, cancellation);

    /// <summary>The experiment has no clear winner, or not in every outlet, and a person is to choose.</summary>
    public Task<Run> AwaitDecisionAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run is { Status: RunStatus.Sending or RunStatus.Paused, Winner: null, AwaitsDecision: false }, run => run.Status is RunStatus.Paused
            ? run with { AwaitsDecision = true }
            : StatusText.Undecided(run with { AwaitsDecision = true }), cancellation);

    /// <summary>Everyone is settled: the reply window opens (decision C-8).</summary>
    /// <param name="nobody">Set when nothing was sent: then there is no reply to wait for.</param>
    /// <param name="nextAction">What somebody must do; null when nothing.</param>
    public Task<Run> OpenReplyWindowAsync(RunId id, NobodyReached? nobody, string? nextAction, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending or RunStatus.Paused, run =>
        {
            var settled = clock.GetUtcNow();
            var closes = nobody is null ? settled + run.Definition.ReplyWindow : settled;
            return run.To(RunStatus.Active) with
            {
                SettledAt = settled,
                WindowClosesAt = closes,
                StatusReason = nobody is null ? $"Handed to the carriers; replies count until {closes:u}." : $"Nothing was sent: {nobody.Reason}",
                NextAction = nextAction,
                ExpectedEnd = null,
            };
        }, cancellation);

    /// <summary>The reply window is over.</summary>
    /// <param name="finalAt">Since when the figures are final; null while receipts are awaited.</param>
    /// <param name="finalBy">When they will be at the latest.</param>
    public Task<Run> CompleteAsync(RunId id, NobodyReached? nobody, string? nextAction, DateTimeOffset? finalAt, DateTimeOffset finalBy, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Active, run => run.To(RunStatus.Complete) with
        {
            CompletedAt = clock.GetUtcNow(),
            FinalAt = finalAt,
            StatusReason = nobody is not null ? $"Nothing was sent: {nobody.Reason}"
                : finalAt is not null ? AllIsIn
                : $"{SomeAreOut}: the figures are final when they are in, at the latest {finalBy:u}.",
            NextAction = nextAction,
        }, cancellation);

    /// <summary>The receipts of an ended run are in, or their time is over.</summary>
    public Task<Run> FinishAsync(RunId id, DateTimeOffset finalAt, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run is { FinalAt: null, Status: RunStatus.Complete or RunStatus.Failed or RunStatus.Cancelled }, run => run.To(run.Status) with
        {
            FinalAt = finalAt,
            StatusReason = run.StatusReason?.StartsWith(SomeAreOut, StringComparison.Ordinal) == true ? AllIsIn : run.StatusReason,
        }, cancellation);

    /// <summary>Something that retries did not mend.</summary>
    public Task<Run> FailAsync(RunId id, string reason, CancellationToken cancellation = default) =>
        FailAsync(id, reason, "See the reason, then duplicate the campaign for those who were not reached.", cancellation);

    /// <summary>Something that only a person can mend.</summary>
    public Task<Run> FailAsync(RunId id, string reason, string nextAction, CancellationToken cancellation = default) =>
        MoveAsync(id, run => CampaignMoves.Targets(run.CampaignStatus, CampaignMove.Fail) is not null, run => run.To(RunStatus.Failed) with
        {
            FailureReason = reason,
            CompletedAt = clock.GetUtcNow(),
            StatusReason = reason,
            NextAction = nextAction,
            ExpectedEnd = null,
        }, cancellation);

    public async Task<Run> FindAsync(RunId id, CancellationToken cancellation = default) =>
        await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");

    private async Task<Run> MoveAsync(RunId id, Func<Run, bool> applies, Func<Run, Run> move, CancellationToken cancellation)
    {
        while (true)
        {
            var before = await FindAsync(id, cancellation);
            var run = before;
            if (applies(run))
            {
                if (await runs.TryUpdateAsync(move(run), cancellation: cancellation) is not { } written)
                    continue;
                run = written;
                meter.Moved(before, run);
            }
            else
            {
                await fence.RaiseAsync(run, cancellation);
            }

            await derive.RunAsync(run.Workspace, run.Campaign, cancellation);
            await figures.RunAsync(run, isMoved: (run.Status, run.Stage, run.FinalAt) != (before.Status, before.Stage, before.FinalAt), cancellation);
            return run;
        }
    }
}
