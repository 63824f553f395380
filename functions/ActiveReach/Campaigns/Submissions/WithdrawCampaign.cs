using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>Takes a submission back before it is decided on: it is a draft again, and the links that are out are dead. Only whoever submitted it does;
/// others reject or cancel it.</summary>
public sealed class WithdrawCampaign(CampaignWriter writer)
{
    public Task<Campaign> RunAsync(Caller caller, CampaignId id, VersionCondition? condition, CancellationToken cancellation = default) =>
        writer.MoveAsync(caller, id, CampaignMove.Withdraw, condition, campaign => caller.Member == campaign.SubmittedBy
            ? Task.FromResult(CampaignChange.Of(
                campaign.To(CampaignMove.Withdraw, CampaignStatus.Draft) with { Schedule = campaign.Schedule?.Ended(), Approval = ApprovalState.Withdrawn }, Bells.Of(campaign)))
            : throw new ForbiddenException($"Only {campaign.SubmittedBy}, who submitted it, takes it back: reject or cancel it instead."), cancellation);
}
