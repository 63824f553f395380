using ActiveReach.Campaigns;
using ActiveReach.Runs;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Runs;

/// <summary>The activities of <see cref="CampaignRun"/>: each looks at the store, does what is due and tells what it found. All
/// may be repeated.</summary>
public sealed class RunActivities(
    ApprovalWait approval, BeginSending begin, StageWatch stages, ExperimentWait experiment, FallbackWait fallback, ReplyWindow replies, RunProgress progress)
{
    [Function(RunActivity.LookForApproval)]
    public Task<Look> LookForApprovalAsync([ActivityTrigger] RunLook at) =>
        approval.LookAsync(new WorkspaceId(at.Workspace), new CampaignId(at.Campaign), at.Submission);

    [Function(RunActivity.BeginSending)]
    public Task<Look> BeginSendingAsync([ActivityTrigger] RunLook at) =>
        begin.LookAsync(new WorkspaceId(at.Workspace), new CampaignId(at.Campaign), at.Submission);

    [Function(RunActivity.PlanAudience)]
    public Task<Look> PlanAudienceAsync([ActivityTrigger] RunLook at) => stages.PlanAsync(RunOf(at));

    [Function(RunActivity.SendStage)]
    public Task<Look> SendStageAsync([ActivityTrigger] RunLook at) => stages.SendAsync(RunOf(at), at.Stage, at.Looks);

    [Function(RunActivity.ChooseWinner)]
    public Task<Look> ChooseWinnerAsync([ActivityTrigger] RunLook at) => experiment.LookAsync(RunOf(at));

    [Function(RunActivity.PlanFallback)]
    public Task<Look> PlanFallbackAsync([ActivityTrigger] RunLook at) => fallback.LookAsync(RunOf(at), at.Stage, at.Looks);

    [Function(RunActivity.CloseReplyWindow)]
    public Task<Look> CloseReplyWindowAsync([ActivityTrigger] RunLook at) => replies.LookAsync(RunOf(at));

    [Function(RunActivity.SettleEnded)]
    public Task<Look> SettleEndedAsync([ActivityTrigger] RunLook at) => stages.SettleEndedAsync(RunOf(at));

    [Function(RunActivity.FailRun)]
    public async Task<Look> FailRunAsync([ActivityTrigger] RunLook at)
    {
        await progress.FailAsync(RunOf(at), $"A step failed again and again: {at.Failure}.");
        return new Look(Look.GoOn);
    }

    private static RunId RunOf(RunLook at) => new(at.Run ?? throw new InvalidOperationException($"The orchestration of '{at.Campaign}' has not begun its run."));
}
