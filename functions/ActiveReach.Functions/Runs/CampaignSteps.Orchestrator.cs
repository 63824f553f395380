using ActiveReach.Campaigns;
using ActiveReach.Runs;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Runs;

/// <summary>The verbs of <see cref="CampaignLife"/>; each tells the next chapter, null ends it.</summary>
internal sealed class CampaignSteps(TaskOrchestrationContext context, CampaignLifeInput life)
{
    private readonly Lookout steps = new(context, life.Chapter.ToString());

    private CampaignLifeInput Scheduled => life with { Chapter = LifeChapter.Schedule, Looks = 0 };

    public Task<CampaignLifeInput?> UntilItIsApproved() => Until(Doorbell.Approval, LifeActivity.LookForApproval, next: Scheduled);

    public Task<CampaignLifeInput?> UntilItHasPassedReview() => Until(Doorbell.Review, LifeActivity.LookForReview, next: Scheduled);

    public Task<CampaignLifeInput?> UntilItsRunsAreStarted() => Until(Doorbell.Start, LifeActivity.StartRun, next: null);

    private async Task<CampaignLifeInput?> Until(string doorbell, string activity, CampaignLifeInput? next)
    {
        // Nobody would be told of a submission that is given up: it is looked at again when the fault may have passed.
        var seen = await steps.UntilAsync(doorbell, activity, At, life.Looks, givesUp: false);
        return seen.Look?.Outcome switch
        {
            null => life with { Looks = seen.Looks },
            Look.Again => life with { Looks = 0 },
            Look.InReview => life with { Chapter = LifeChapter.Review, Looks = 0 },
            Look.GoOn => next,
            _ => null,
        };
    }

    private CampaignLook At(int looks) => new(life.Workspace, life.Campaign, life.Submission) { Trace = life.Trace };
}
