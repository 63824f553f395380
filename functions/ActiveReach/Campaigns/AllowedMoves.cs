using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>What somebody may do with a campaign as it is: the state's moves, less those that their role, or their hand in the draft, denies them.</summary>
public static class AllowedMoves
{
    /// <summary>The name of the choice of a winner, which is no move of the state.</summary>
    public const string Decide = "decide";

    private static readonly string[] Senders = [.. new[]
    {
        CampaignMove.Launch, CampaignMove.Schedule, CampaignMove.Approve, CampaignMove.Reject, CampaignMove.Pause, CampaignMove.Resume, CampaignMove.Cancel,
    }.Select(CampaignMoves.Name), Decide];

    private static readonly string[] Steering = [.. new[] { CampaignMove.Pause, CampaignMove.Resume, CampaignMove.Cancel }.Select(CampaignMoves.Name)];

    private static readonly string[] Decisions = [CampaignMoves.Name(CampaignMove.Approve), CampaignMoves.Name(CampaignMove.Reject)];

    public static IReadOnlyList<string> Of(Campaign campaign, Caller caller, Workspace workspace)
    {
        var refused = ApprovalRule.Refusal(workspace, campaign, caller.Member, caller.Role) is not null;
        var needsAnother = refused && ApprovalRule.IsRequired(workspace.ApprovalPolicy, caller.Role, campaign.Definition);
        var decides = !refused && !ApprovalRule.HasApproved(campaign, caller.Member);
        return [.. Of(campaign, caller.Role).Where(name =>
            (decides || !Decisions.Contains(name))
            && !(needsAnother && name == CampaignMoves.Name(CampaignMove.Schedule))
            && (name != CampaignMoves.Name(CampaignMove.Withdraw) || caller.Member == campaign.SubmittedBy))];
    }

    /// <summary>What can be done with one run.</summary>
    public static IReadOnlyList<string> Of(Run run, Role role) => role < Role.Sender ? [] : [.. CampaignMoves.Allowed(run).Where(Steering.Contains)];

    /// <summary>As far as the role alone tells.</summary>
    public static IReadOnlyList<string> Of(Campaign campaign, Role role)
    {
        var all = CampaignMoves.Allowed(campaign).ToList();
        if (campaign.AwaitsDecision && campaign.Status is CampaignStatus.Sending or CampaignStatus.Paused)
            all.Insert(0, Decide);
        return role >= Role.Sender ? all : [.. all.Where(name => !Senders.Contains(name) && !(name == "edit" && campaign.HasMoreToCome && campaign.Status is not CampaignStatus.NeedsApproval))];
    }
}
