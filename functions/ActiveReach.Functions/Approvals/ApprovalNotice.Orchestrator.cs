using ActiveReach.Campaigns.Submissions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Approvals;

/// <summary>Tells members of one submission, again and again until the mail is taken.</summary>
public static class ApprovalNotice
{
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(30)));

    [Function(Submission.NoticeOrchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(SendApprovalNotices.Name, context.GetInput<NoticeStart>(), Patiently);
    }
}
