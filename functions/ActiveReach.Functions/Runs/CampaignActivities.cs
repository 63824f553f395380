using ActiveReach.Campaigns;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Sight;
using ActiveReach.Ids;
using ActiveReach.Runs;
using ActiveReach.Runs.Standing;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Runs;

/// <summary>The activities of <see cref="CampaignLife"/>: each looks at the store, does what is due and tells what it found. All may be
/// repeated.</summary>
public sealed class CampaignActivities(CheckApproval approval, CheckReview review, StartRun start, TakeEntries entries, Doorbells doorbells, TimeForPeople people, OrchestrationMeter meter)
{
    [Function(LifeActivity.LookForApproval)]
    public Task<Look> LookForApprovalAsync([ActivityTrigger] CampaignLook at, [DurableClient] DurableTaskClient client) =>
        StepAsync(at, LifeActivity.LookForApproval, async (workspace, campaign) =>
        {
            var look = await approval.LookAsync(workspace, campaign, at.Submission);
            if (look.Notice is { } notice)
                await doorbells.DeliverAsync(client, workspace.Partition, notice);
            people.See(Campaign.OrchestrationIdOf(campaign, at.Submission), look);
            return look;
        });

    [Function(LifeActivity.LookForReview)]
    public Task<Look> LookForReviewAsync([ActivityTrigger] CampaignLook at) =>
        StepAsync(at, LifeActivity.LookForReview, (workspace, campaign) => review.LookAsync(workspace, campaign, at.Submission));

    /// <summary>The start of the run's story is stored already: if this ends before it is made, the reconciler makes it.</summary>
    [Function(LifeActivity.StartRun)]
    public Task<Look> StartRunAsync([ActivityTrigger] CampaignLook at, [DurableClient] DurableTaskClient client) =>
        StepAsync(at, LifeActivity.StartRun, async (workspace, campaign) =>
        {
            var look = await entries.LookAsync(workspace, campaign, at.Submission) ?? await start.LookAsync(workspace, campaign, at.Submission);
            if (look.Run is { } run)
                await doorbells.DeliverAsync(client, workspace.Partition, new RunId(run).Orchestration);
            return look;
        });

    private Task<Look> StepAsync(CampaignLook at, string step, Func<WorkspaceId, CampaignId, Task<Look>> work) => meter.WatchAsync(step, at.Trace, span =>
    {
        span?.SetTag("activereach.workspace", at.Workspace).SetTag("activereach.campaign", at.Campaign);
        return work(new WorkspaceId(at.Workspace), new CampaignId(at.Campaign));
    });
}
