using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Approvals;

/// <summary>Sends each approver of a submission the link that is theirs.</summary>
public sealed class SendApprovalNotices(ApprovalNotices notices)
{
    public const string Name = nameof(SendApprovalNotices);

    [Function(Name)]
    public Task RunAsync([ActivityTrigger] SubmissionStart submission, CancellationToken cancellation) =>
        notices.SendAsync(new WorkspaceId(submission.Workspace), new CampaignId(submission.Campaign), submission.Submission, cancellation);
}
