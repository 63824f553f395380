using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>The story of one run, from the planning of its audience to the end of the reply window. Each chapter is an execution of its own, so
/// that the history stays small however long it goes on.</summary>
public static class RunStory
{
    [Function(nameof(RunStory))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var story = context.GetInput<RunStoryInput>()!;
        var steps = new RunSteps(context, story);

        var next = story.Chapter switch
        {
            RunChapter.Planning => await steps.PlanTheAudience(),
            RunChapter.TestSlice => await steps.SendTheTestSlice(),
            RunChapter.Decision => await steps.UntilAWinnerIsChosen(),
            RunChapter.Rest => await steps.SendTheRest(),
            RunChapter.Fallback => await steps.TryTheNextChannel(),
            RunChapter.FallbackWave => await steps.SendTheFallbackWave(),
            RunChapter.ReplyWindow => await steps.UntilTheReplyWindowCloses(),
            RunChapter.Ended => await steps.SettleWhatWasNotSent(),
            RunChapter.GivenUp => await steps.RecordTheFailure(),
            _ => throw new InvalidOperationException($"The story of run '{story.Run}' has no chapter {story.Chapter}."),
        };

        if (next is not null)
            context.ContinueAsNew(next);
    }
}
