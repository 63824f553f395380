using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>The life of one submission of a campaign, from the wait for approval to the end of the reply window. Each chapter
/// is an execution of its own, so that the history stays small however long a campaign lives.</summary>
public static class CampaignRun
{
    [Function(nameof(CampaignRun))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var story = context.GetInput<CampaignStory>()!;
        var steps = new CampaignSteps(context, story);
        steps.TellItIsDue(context.CurrentUtcDateTime);

        var next = story.Chapter switch
        {
            Chapter.Approval => await steps.UntilItIsApproved(),
            Chapter.Start => await steps.UntilItsTimeHasCome(),
            Chapter.Planning => await steps.PlanTheAudience(),
            Chapter.TestSlice => await steps.SendTheTestSlice(),
            Chapter.Decision => await steps.UntilAWinnerIsChosen(),
            Chapter.Rest => await steps.SendTheRest(),
            Chapter.Fallback => await steps.TryTheNextChannel(),
            Chapter.FallbackWave => await steps.SendTheFallbackWave(),
            Chapter.ReplyWindow => await steps.UntilTheReplyWindowCloses(),
            Chapter.Ended => await steps.SettleWhatWasNotSent(),
            Chapter.GivenUp => await steps.RecordTheFailure(),
            _ => throw new InvalidOperationException($"The story of campaign '{story.Campaign}' has no chapter {story.Chapter}."),
        };

        if (next is not null)
            context.ContinueAsNew(next);
    }
}
