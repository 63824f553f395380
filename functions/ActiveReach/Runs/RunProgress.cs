using ActiveReach.Campaigns;

namespace ActiveReach.Runs;

/// <summary>The moves of a run that the system makes by itself; each is a compare-and-set on campaign and run together and
/// does nothing when the run is already there.</summary>
public sealed class RunProgress(ICampaignStore campaigns, IRunStore runs, TimeProvider clock)
{
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
            run.Status is RunStatus.Paused ? campaign : campaign with { StatusReason = reason, NextAction = null },
            run with { Stage = stage }
        ), cancellation);

    /// <summary>Tells the user what is waited for; a paused campaign keeps its own reason.</summary>
    public Task<Run> ExplainAsync(RunId id, string reason, string? nextAction, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending, (campaign, run) =>
            campaign.StatusReason == reason ? null : (campaign with { StatusReason = reason, NextAction = nextAction }, run), cancellation);

    /// <summary>Everyone is settled: the reply window opens (decision C-8).</summary>
    public Task<Run> OpenReplyWindowAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Sending or RunStatus.Paused, (campaign, run) =>
        {
            var settled = clock.GetUtcNow();
            var closes = settled + run.Definition.ReplyWindow;
            return (
                campaign with { Status = CampaignStatus.Active, StatusReason = $"Handed to the carriers; replies count until {closes:u}.", NextAction = null },
                run with { Status = RunStatus.Active, SettledAt = settled, WindowClosesAt = closes });
        }, cancellation);

    /// <summary>The reply window is over: the figures are final.</summary>
    public Task<Run> CompleteAsync(RunId id, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Active, (campaign, run) =>
        (
            campaign with { Status = CampaignStatus.Complete, StatusReason = "The reply window is over and the figures are final.", NextAction = null },
            run with { Status = RunStatus.Complete, CompletedAt = clock.GetUtcNow() }
        ), cancellation);

    /// <summary>Something that retries did not mend.</summary>
    public Task<Run> FailAsync(RunId id, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, run => run.Status is RunStatus.Planning or RunStatus.Sending or RunStatus.Paused or RunStatus.Active, (campaign, run) =>
        (
            campaign with { Status = CampaignStatus.Failed, StatusReason = reason, NextAction = "See the reason, then duplicate the campaign for those who were not reached." },
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
