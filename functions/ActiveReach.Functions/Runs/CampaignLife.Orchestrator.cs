using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>The life of one submission of a campaign: its approval, the review of its templates where there is one, then its hour. It starts the run and never awaits it. Each chapter is an
/// execution of its own, so that the history stays small however long a campaign waits.</summary>
public static class CampaignLife
{
    [Function(nameof(CampaignLife))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var life = context.GetInput<CampaignLifeInput>()!;
        var steps = new CampaignSteps(context, life);

        var next = life.Chapter switch
        {
            LifeChapter.Approval => await steps.UntilItIsApproved(),
            LifeChapter.Review => await steps.UntilItHasPassedReview(),
            LifeChapter.Schedule => await steps.UntilItsRunsAreStarted(),
            _ => throw new InvalidOperationException($"The life of campaign '{life.Campaign}' has no chapter {life.Chapter}."),
        };

        if (next is not null)
            context.ContinueAsNew(next);
    }
}
