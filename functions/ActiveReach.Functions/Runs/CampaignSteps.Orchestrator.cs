using ActiveReach.Campaigns;
using ActiveReach.Functions.Sight;
using ActiveReach.Runs;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>The verbs of <see cref="CampaignRun"/>. Each looks at the store, waits for a doorbell or an hour where it has to,
/// and tells the next chapter; null ends the story.</summary>
internal sealed class CampaignSteps(TaskOrchestrationContext context, CampaignStory story)
{
    private const int LooksPerExecution = 40;

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(2)));

    /// <summary>Durable timers on Azure Storage fire up to a second early (the delay of a message is cut to whole seconds), and whoever looks
    /// before the hour has to look again: they aim as much past it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterAFault = TimeSpan.FromMinutes(5);

    private bool IsWorthGivingUp => story.Run is not null && story.Chapter is not (Chapter.Ended or Chapter.GivenUp);

    /// <summary>Tells who watches by when the story goes on by itself.</summary>
    public void TellItIsDue(DateTime at) => context.SetCustomStatus(new OrchestrationStanding(story.Chapter.ToString(), at));

    public Task<CampaignStory?> UntilItIsApproved() =>
        Until(Doorbell.Approval, RunActivity.LookForApproval, _ => Turn(Chapter.Start), movedOn: null);

    public Task<CampaignStory?> UntilItsTimeHasCome() =>
        Until(Doorbell.Start, RunActivity.BeginSending, look => Turn(Chapter.Planning) with { Run = look.Run }, movedOn: null);

    public Task<CampaignStory?> PlanTheAudience() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.PlanAudience,
            look => look.Stage == ActiveReach.Ids.Stage.TestSlice ? Turn(Chapter.TestSlice, look.Stage) : Turn(Chapter.Rest, look.Stage));

    public Task<CampaignStory?> SendTheTestSlice() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SendStage, _ => Turn(Chapter.Decision, story.Stage));

    public Task<CampaignStory?> UntilAWinnerIsChosen() =>
        Until(Doorbell.Experiment, RunActivity.ChooseWinner, _ => Turn(Chapter.Rest, ActiveReach.Ids.Stage.Rest));

    public Task<CampaignStory?> SendTheRest() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SendStage, _ => Turn(Chapter.Fallback, story.Stage));

    public Task<CampaignStory?> TryTheNextChannel() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.PlanFallback,
            look => look.Outcome == Look.NothingLeft ? Turn(Chapter.ReplyWindow, story.Stage) : Turn(Chapter.FallbackWave, look.Stage));

    public Task<CampaignStory?> SendTheFallbackWave() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SendStage, _ => Turn(Chapter.Fallback, story.Stage));

    public Task<CampaignStory?> UntilTheReplyWindowCloses() =>
        Until(Doorbell.ReplyWindow, RunActivity.CloseReplyWindow, _ => null);

    public Task<CampaignStory?> SettleWhatWasNotSent() =>
        story.Run is null ? Task.FromResult<CampaignStory?>(null) : Until(Doorbell.Stage(story.Stage), RunActivity.SettleEnded, _ => null, movedOn: null);

    public Task<CampaignStory?> RecordTheFailure() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.FailRun, _ => Turn(Chapter.Ended, story.Stage));

    private Task<CampaignStory?> Until(string doorbell, string activity, Func<Look, CampaignStory?> then) =>
        Until(doorbell, activity, then, movedOn: Turn(Chapter.Ended, story.Stage));

    /// <summary>Looks, and looks again at each ring and each hour until the story goes on. The wait is made once and never
    /// cancelled; every timer that loses is.</summary>
    private async Task<CampaignStory?> Until(string doorbell, string activity, Func<Look, CampaignStory?> then, CampaignStory? movedOn)
    {
        var ring = context.WaitForExternalEvent<object?>(doorbell);
        var quiet = story.Looks;
        for (var looks = 0; looks < LooksPerExecution; looks++)
        {
            var look = await LookOnce(activity, quiet);
            if (look is null)
                return Turn(Chapter.GivenUp, story.Stage) with { Failure = activity };
            if (look.Outcome is not null)
                return look.Outcome == Look.MovedOn ? movedOn : then(look);

            quiet++;
            if (await IsRungBefore(look.WakeAt!.Value, ring))
            {
                ring = context.WaitForExternalEvent<object?>(doorbell);
                quiet = 0;
                TellItIsDue(context.CurrentUtcDateTime);
            }
        }

        return story with { Looks = quiet };
    }

    /// <summary>What the store says; null when a run can't be mended by trying again. Nobody would be told of a submission or an end
    /// that is given up, so those are looked at again when the fault may have passed.</summary>
    private async Task<Look?> LookOnce(string activity, int quiet)
    {
        try
        {
            var look = await context.CallActivityAsync<Look>(activity, At(quiet), Patiently);
            if (look.WakeAt is { } wakeAt)
                TellItIsDue(wakeAt);
            return look;
        }
        catch (TaskFailedException)
        {
            // It stays due while it waits for the fault to pass, so that it shows as stuck when it doesn't.
            return IsWorthGivingUp ? null : new Look(null, context.CurrentUtcDateTime + AfterAFault);
        }
    }

    private async Task<bool> IsRungBefore(DateTime wakeAt, Task ring)
    {
        using var losing = new CancellationTokenSource();
        var alarm = context.CreateTimer(wakeAt > context.CurrentUtcDateTime ? wakeAt + Slack : wakeAt, losing.Token);
        if (await Task.WhenAny(ring, alarm) != ring)
            return false;
        losing.Cancel();
        return true;
    }

    private CampaignStory Turn(Chapter chapter, int stage = 0) => story with { Chapter = chapter, Stage = stage, Looks = 0 };

    private RunLook At(int looks) => new(story.Workspace, story.Campaign, story.Submission, story.Run, story.Stage, looks, story.Failure) { Trace = story.Trace };
}
