using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Approvals;

/// <summary>Tells each member what they are to know of a submission.</summary>
public sealed class SendApprovalNotices(ApprovalNotices notices)
{
    public const string Name = nameof(SendApprovalNotices);

    [Function(Name)]
    public Task RunAsync([ActivityTrigger] NoticeStart told, CancellationToken cancellation) =>
        notices.SendAsync(new WorkspaceId(told.Workspace), new CampaignId(told.Campaign), told.Submission, told.Kind, told.Number, cancellation);
}
