using ActiveReach.Functions.Sight;
using ActiveReach.Ids;
using ActiveReach.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Runs;

/// <summary>The activities of <see cref="RunStory"/>: each looks at the store, does what is due and tells what it found. All
/// may be repeated.</summary>
public sealed class RunActivities(
    CheckStage stages, CheckExperiment experiment, CheckFallback fallback, CheckReplyWindow replies, RunMoves moves,
    TimeForPeople people, OrchestrationMeter meter)
{
    [Function(RunActivity.PlanAudience)]
    public Task<Look> PlanAudienceAsync([ActivityTrigger] RunLook at) =>
        StepAsync(at, RunActivity.PlanAudience, () => stages.PlanAsync(RunOf(at)));

    [Function(RunActivity.SendStage)]
    public Task<Look> SendStageAsync([ActivityTrigger] RunLook at) =>
        StepAsync(at, RunActivity.SendStage, () => stages.SendAsync(RunOf(at), at.Stage, at.Looks));

    [Function(RunActivity.ChooseWinner)]
    public Task<Look> ChooseWinnerAsync([ActivityTrigger] RunLook at) =>
        StepAsync(at, RunActivity.ChooseWinner, async () =>
        {
            var look = await experiment.LookAsync(RunOf(at));
            people.See(at.Run, look);
            return look;
        });

    [Function(RunActivity.PlanFallback)]
    public Task<Look> PlanFallbackAsync([ActivityTrigger] RunLook at) =>
        StepAsync(at, RunActivity.PlanFallback, () => fallback.LookAsync(RunOf(at), at.Stage, at.Looks));

    [Function(RunActivity.CloseReplyWindow)]
    public Task<Look> CloseReplyWindowAsync([ActivityTrigger] RunLook at) =>
        StepAsync(at, RunActivity.CloseReplyWindow, () => replies.LookAsync(RunOf(at)));

    [Function(RunActivity.SettleEnded)]
    public Task<Look> SettleEndedAsync([ActivityTrigger] RunLook at) =>
        StepAsync(at, RunActivity.SettleEnded, () => stages.SettleEndedAsync(RunOf(at)));

    [Function(RunActivity.FailRun)]
    public Task<Look> FailRunAsync([ActivityTrigger] RunLook at) => StepAsync(at, RunActivity.FailRun, async () =>
    {
        await moves.FailAsync(RunOf(at), $"A step failed again and again: {at.Failure}.");
        return new Look(Look.GoOn);
    });

    private Task<Look> StepAsync(RunLook at, string step, Func<Task<Look>> work) => meter.WatchAsync(step, at.Trace, span =>
    {
        span?.SetTag("activereach.workspace", at.Workspace).SetTag("activereach.campaign", RunOf(at).Campaign.Value).SetTag("activereach.run", at.Run).SetTag("activereach.stage", at.Stage);
        return work();
    });

    private static RunId RunOf(RunLook at) => new(at.Run);
}
