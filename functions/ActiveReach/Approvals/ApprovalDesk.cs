using ActiveReach.Access;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>What the holder of an approval link sees and does. Looking changes nothing; deciding acts as the approver whom the
/// link was made for, with the role that they have now.</summary>
public sealed class ApprovalDesk(
    ApprovalLinks links, CampaignRecords campaigns, WorkspaceRegister workspaces, Members members, BriefApprovers brief, DecideApproval decide, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The token is not genuine, or its campaign is gone.</exception>
    /// <exception cref="ConflictException">Gone: expired, or the campaign has been changed since.</exception>
    /// <exception cref="InvalidInputException">The contact is none as whom the messages are shown.</exception>
    public async Task<ApprovalRequest> LookAsync(string token, string? contact = null, CancellationToken cancellation = default)
    {
        var (link, campaign) = await FindAsync(token, cancellation);
        if (IsDecided(link, campaign) || HasApproved(link, campaign))
            return new ApprovalRequest(campaign, Deadline(link, campaign), null);
        CheckStillAsked(link, campaign);
        var workspace = await workspaces.ReadAsync(link.Workspace, cancellation);
        return new ApprovalRequest(campaign, Deadline(link, campaign), await brief.RunAsync(campaign, workspace, contact, cancellation));
    }

    public async Task<Campaign> DecideAsync(string token, Decision decision, CancellationToken cancellation = default)
    {
        var (link, campaign) = await FindAsync(token, cancellation);
        CheckUndecided(link, campaign);
        var approver = campaign.Asked()[link.Place];
        var member = await members.FindByEmailAsync(link.Workspace, approver, cancellation)
            ?? throw new ForbiddenException("You are no longer a member of this workspace, so your decision does not count.");
        return await decide.RunAsync(
            new Caller(link.Workspace, member.Email, member.Role), link.Campaign, decision, null, now => CheckUndecided(link, now), cancellation);
    }

    private void CheckUndecided(ApprovalLink link, Campaign campaign)
    {
        CheckStillAsked(link, campaign);
        if (!IsDecided(link, campaign) && HasApproved(link, campaign))
            throw DecideApproval.AlreadyApproved(campaign);
        if (IsDecided(link, campaign))
        {
            throw new ConflictException($"{campaign.DecidedBy} has {(campaign.Approval is ApprovalState.Approved ? "approved" : "rejected")} it already: a decision is made once.",
                details: new Dictionary<string, object?> { ["state"] = Campaigns.Moves.CampaignMoves.Name(campaign.Status) });
        }
    }

    /// <summary>Expiry comes first, then the decision, then changes: the answer that helps most.</summary>
    private void CheckStillAsked(ApprovalLink link, Campaign campaign)
    {
        var deadline = Deadline(link, campaign);
        if (clock.GetUtcNow() >= deadline || (campaign.Submission == link.Submission && campaign.Approval is ApprovalState.Expired))
            throw DecideApproval.Lapsed(deadline);
        if (campaign.Submission == link.Submission && campaign.Status is CampaignStatus.Cancelled && !IsDecided(link, campaign))
            throw new ConflictException("The campaign was cancelled before anybody decided: there is nothing left to decide.", gone: true);
        if (campaign.Submission == link.Submission && campaign.Approval is ApprovalState.Withdrawn)
            throw new ConflictException($"{campaign.SubmittedBy} has taken it back: there is nothing left to decide.", gone: true);
        if (!IsDecided(link, campaign) && (campaign.Submission != link.Submission || !ApprovalLinks.IsFor(link, campaign.Definition)))
            throw new ConflictException("The campaign has been changed since this link was sent, so it is no longer what you would decide on: see the newest notice.", gone: true);
    }

    /// <summary>A new send time moves the deadline of a request that still waits, and the links that are out go with it.</summary>
    private static DateTimeOffset Deadline(ApprovalLink link, Campaign campaign) =>
        campaign.Submission == link.Submission && campaign.Status is CampaignStatus.NeedsApproval && campaign.ApprovalExpiresAt is { } moved ? moved : link.ExpiresAt;

    private static bool IsDecided(ApprovalLink link, Campaign campaign) =>
        campaign.Submission == link.Submission && campaign.Approval is ApprovalState.Approved or ApprovalState.Rejected;

    private static bool HasApproved(ApprovalLink link, Campaign campaign) =>
        campaign.Submission == link.Submission && ApprovalRule.HasApproved(campaign, campaign.Asked()[link.Place]);

    private async Task<(ApprovalLink Link, Campaign Campaign)> FindAsync(string token, CancellationToken cancellation)
    {
        if (links.Read(token) is not { } link || await campaigns.FindAsync(link.Workspace, link.Campaign, cancellation) is not { } campaign)
            throw new NotFoundException("approval link", "of this token");
        return (link, campaign);
    }
}

/// <summary>What an approver is asked.</summary>
/// <param name="Brief">Null once it is decided, or approved by whoever holds the link.</param>
public sealed record ApprovalRequest(Campaign Campaign, DateTimeOffset ExpiresAt, ApprovalBrief? Brief);
