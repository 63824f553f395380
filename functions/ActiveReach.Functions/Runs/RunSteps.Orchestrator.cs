using ActiveReach.Campaigns;
using ActiveReach.Runs;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>The verbs of <see cref="RunStory"/>; each tells the next chapter, null ends the story.</summary>
internal sealed class RunSteps(TaskOrchestrationContext context, RunStoryInput story)
{
    private readonly Lookout steps = new(context, story.Chapter.ToString());

    private bool IsWorthGivingUp => story.Chapter is not (RunChapter.Ended or RunChapter.GivenUp);

    public Task<RunStoryInput?> PlanTheAudience() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.PlanAudience,
            look => look.Stage == ActiveReach.Ids.Stage.TestSlice ? Turn(RunChapter.TestSlice, look.Stage) : Turn(RunChapter.Rest, look.Stage));

    public Task<RunStoryInput?> SendTheTestSlice() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SendStage, _ => Turn(RunChapter.Decision, story.Stage));

    public Task<RunStoryInput?> UntilAWinnerIsChosen() =>
        Until(Doorbell.Experiment, RunActivity.ChooseWinner, _ => Turn(RunChapter.Rest, ActiveReach.Ids.Stage.Rest));

    public Task<RunStoryInput?> SendTheRest() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SendStage, _ => Turn(RunChapter.Fallback, story.Stage));

    public Task<RunStoryInput?> TryTheNextChannel() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.PlanFallback,
            look => look.Outcome == Look.NothingLeft ? Turn(RunChapter.ReplyWindow, story.Stage) : Turn(RunChapter.FallbackWave, look.Stage));

    public Task<RunStoryInput?> SendTheFallbackWave() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SendStage, _ => Turn(RunChapter.Fallback, story.Stage));

    public Task<RunStoryInput?> UntilTheReplyWindowCloses() =>
        Until(Doorbell.ReplyWindow, RunActivity.CloseReplyWindow, _ => null);

    public Task<RunStoryInput?> SettleWhatWasNotSent() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.SettleEnded, _ => null);

    public Task<RunStoryInput?> RecordTheFailure() =>
        Until(Doorbell.Stage(story.Stage), RunActivity.FailRun, _ => Turn(RunChapter.Ended, story.Stage));

    private async Task<RunStoryInput?> Until(string doorbell, string activity, Func<Look, RunStoryInput?> then)
    {
        var seen = await steps.UntilAsync(doorbell, activity, At, story.Looks, IsWorthGivingUp);
        if (seen.IsGivenUp)
            return Turn(RunChapter.GivenUp, story.Stage) with { Failure = activity };
        if (seen.Look is not { } look)
            return story with { Looks = seen.Looks };
        return look.Outcome != Look.MovedOn ? then(look) : story.Chapter is RunChapter.Ended ? null : Turn(RunChapter.Ended, story.Stage);
    }

    private RunStoryInput Turn(RunChapter chapter, int stage) => story with { Chapter = chapter, Stage = stage, Looks = 0 };

    private RunLook At(int looks) => new(story.Workspace, story.Run, story.Stage, looks, story.Failure) { Trace = story.Trace };
}
