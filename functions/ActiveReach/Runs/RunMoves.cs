using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Runs;

/// <summary>The moves of a run that the system makes by itself; each is a compare-and-set on campaign and run together and
/// does nothing when the run is already there.</summary>
public sealed class RunMoves(ICampaignStore campaigns, IRunStore runs, TimeProvider clock)
{
    private const string SomeAreOut = "The reply window is over. Some receipts are still to come";
    private const string AllIsIn = "The reply window is over and the figures are final.";

    /// <summary>Planned: messages go out now.</summary>
    public Task<Run> StartSendingAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Planning, (campaign, run) =>
        (
            campaign with { StatusReason = "Messages are being handed to the carriers." },
            run with { Status = RunStatus.Sending }
        ), cancellation);

    /// <summary>Which stage of the ledger is being sent, so that a ring reaches the right wait.</summary>
    public Task<Run> EnterStageAsync(RunId id, int stage, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Stage != stage && run.Status is RunStatus.Sending or RunStatus.Paused, (campaign, run) =>
        (
            run.Status is RunStatus.Paused ? campaign with { AwaitsDecision = false } : campaign with { StatusReason = reason, NextAction = null, ExpectedEnd = null, AwaitsDecision = false },
            run with { Stage = stage }
        ), cancellation);

    /// <summary>Tells the user what is waited for; a paused campaign keeps its own reason.</summary>
    /// <param name="end">When the last message is expected to be handed over, where that can be told.</param>
    public Task<Run> ExplainAsync(RunId id, string reason, string? nextAction, DateTimeOffset? end = null, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending, (campaign, run) =>
            campaign.StatusReason == reason && campaign.ExpectedEnd == end ? null : (campaign with { StatusReason = reason, NextAction = nextAction, ExpectedEnd = end }, run), cancellation);

    /// <summary>The experiment has no clear winner, and a person is to choose.</summary>
    public Task<Run> AwaitDecisionAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending or RunStatus.Paused && run.Winner is null, (campaign, run) => campaign.AwaitsDecision ? null :
        (
            run.Status is RunStatus.Paused ? campaign with { AwaitsDecision = true } : campaign with
            {
                AwaitsDecision = true,
                StatusReason = "The test has no clear winner, and the campaign is to hold then.",
                NextAction = "Choose the variant for everybody else.",
                ExpectedEnd = null,
            },
            run
        ), cancellation);

    /// <summary>Everyone is settled: the reply window opens (decision C-8).</summary>
    /// <param name="nobody">Set when nothing was sent: then there is no reply to wait for.</param>
    public Task<Run> OpenReplyWindowAsync(RunId id, NobodyReached? nobody, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending or RunStatus.Paused, (campaign, run) =>
        {
            var settled = clock.GetUtcNow();
            var closes = nobody is null ? settled + run.Definition.ReplyWindow : settled;
            return (
                campaign with { Status = CampaignStatus.Active, StatusReason = nobody is null ? $"Handed to the carriers; replies count until {closes:u}." : $"Nothing was sent: {nobody.Reason}", NextAction = nobody?.NextAction, ExpectedEnd = null },
                run with { Status = RunStatus.Active, SettledAt = settled, WindowClosesAt = closes });
        }, cancellation);

    /// <summary>The reply window is over.</summary>
    /// <param name="finalAt">Since when the figures are final; null while receipts are awaited.</param>
    /// <param name="finalBy">When they will be at the latest.</param>
    public Task<Run> CompleteAsync(RunId id, NobodyReached? nobody, DateTimeOffset? finalAt, DateTimeOffset finalBy, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Active, (campaign, run) =>
        (
            campaign with
            {
                Status = CampaignStatus.Complete,
                StatusReason = nobody is not null ? $"Nothing was sent: {nobody.Reason}"
                    : finalAt is not null ? AllIsIn
                    : $"{SomeAreOut}: the figures are final when they are in, at the latest {finalBy:u}.",
                NextAction = nobody?.NextAction,
            },
            run with { Status = RunStatus.Complete, CompletedAt = clock.GetUtcNow(), FinalAt = finalAt }
        ), cancellation);

    /// <summary>The receipts of an ended run are in, or their time is over.</summary>
    public Task<Run> FinishAsync(RunId id, DateTimeOffset finalAt, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run is { FinalAt: null, Status: RunStatus.Complete or RunStatus.Failed or RunStatus.Cancelled }, (campaign, run) =>
        (
            campaign.StatusReason?.StartsWith(SomeAreOut, StringComparison.Ordinal) == true ? campaign with { StatusReason = AllIsIn } : campaign,
            run with { FinalAt = finalAt }
        ), cancellation);

    /// <summary>Something that retries did not mend.</summary>
    public Task<Run> FailAsync(RunId id, string reason, CancellationToken cancellation = default) =>
        FailAsync(id, reason, "See the reason, then duplicate the campaign for those who were not reached.", cancellation);

    /// <summary>Something that only a person can mend.</summary>
    public Task<Run> FailAsync(RunId id, string reason, string nextAction, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Planning or RunStatus.Sending or RunStatus.Paused or RunStatus.Active, (campaign, run) =>
        (
            campaign with { Status = CampaignStatus.Failed, StatusReason = reason, NextAction = nextAction, ExpectedEnd = null },
            run with { Status = RunStatus.Failed, Epoch = run.Epoch + 1, FailureReason = reason, CompletedAt = clock.GetUtcNow() }
        ), cancellation);

    public async Task<Run> FindAsync(RunId id, CancellationToken cancellation = default) =>
        await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");

    private async Task<Run> MoveAsync(
        RunId id, Func<Run, bool> applies, Func<Campaign, Run, (Campaign Campaign, Run Run)?> move, CancellationToken cancellation)
    {
        while (true)
        {
            var run = await FindAsync(id, cancellation);
            if (!applies(run))
                return run;
            var campaign = await campaigns.FindAsync(run.Workspace, run.Campaign, cancellation)
                ?? throw new InvalidOperationException($"The campaign '{run.Campaign}' of run '{id}' is not in the store.");
            if (move(campaign, run) is not { } moved)
                return run;
            if (await campaigns.TryUpdateAsync(moved.Campaign with { UpdatedAt = clock.GetUtcNow() }, moved.Run, cancellation: cancellation) is not null)
                return await FindAsync(id, cancellation);
        }
    }
}
