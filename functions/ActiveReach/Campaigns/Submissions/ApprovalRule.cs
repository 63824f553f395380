using System.Security.Cryptography;
using System.Text.Json;
using ActiveReach.Access;
using ActiveReach.Campaigns;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Submissions;

/// <summary>Who must and who may approve (decision C-5), without a look at anything but its arguments.</summary>
public static class ApprovalRule
{
    /// <summary>Whether a submission needs somebody's yes. A viewer never sends, so what a viewer submits always does, whatever
    /// the workspace's policy.</summary>
    public static bool IsRequired(ApprovalPolicy policy, Role submitter, CampaignDefinition definition) =>
        policy is ApprovalPolicy.Always || submitter is Role.Viewer || definition.Approval is { Required: true };

    /// <summary>Why this member may not decide on the campaign as it is; null when they may.</summary>
    /// <param name="role">The member's role now, not when they were asked.</param>
    public static string? Refusal(Workspace workspace, Campaign campaign, string member, Role? role)
    {
        if (role is null or < Role.Sender)
            return "Only members with the role sender or admin approve or reject campaigns.";
        if (!workspace.OwnDraft && HasTouched(campaign, member))
            return "You drafted or edited this version, and this workspace wants somebody else to decide on it.";
        return campaign.Definition.Approval is { Approvers: { Count: > 0 } named }
            && !named.Concat(campaign.EscalatedTo).Contains(member, StringComparer.OrdinalIgnoreCase)
            ? $"The campaign asks for the decision of {string.Join(" or ", named.Concat(campaign.EscalatedTo))}."
            : null;
    }

    /// <summary>Those whose yes counts by now: not of somebody who has left, or lost the role that deciding takes.</summary>
    public static IReadOnlyList<Approving> Counting(Workspace workspace, Campaign campaign, IReadOnlyList<Member> members) =>
        [.. campaign.Approvals.Where(yes => MayDecide(workspace, campaign, yes.Member, members))];

    public static bool MayDecide(Workspace workspace, Campaign campaign, string member, IReadOnlyList<Member> members) =>
        Refusal(workspace, campaign, member, RoleOf(member, members)) is null;

    public static bool HasApproved(Campaign campaign, string member) =>
        campaign.Approvals.Any(yes => yes.Member.Equals(member, StringComparison.OrdinalIgnoreCase));

    public static bool HasTouched(Campaign campaign, string member) =>
        string.Equals(campaign.DraftedBy, member, StringComparison.OrdinalIgnoreCase)
        || campaign.EditedBy.Contains(member, StringComparer.OrdinalIgnoreCase);

    /// <summary>Those named who can't approve; looked at even where nobody has to be asked this time.</summary>
    public static IReadOnlyList<InputProblem> Unfit(CampaignDefinition definition, IReadOnlyList<Member> members) =>
    [
        .. Unfit("approval.approvers", definition.Approval?.Approvers ?? [], members, "leave approvers out to ask all of them"),
        .. Unfit("approval.escalation.to", definition.Approval?.Escalation?.To ?? [], members, "leave it out to ask every admin"),
    ];

    private static IEnumerable<InputProblem> Unfit(string path, IReadOnlyList<string> named, IReadOnlyList<Member> members, string remedy) => named
        .Select((email, index) => (email, index))
        .Where(each => RoleOf(each.email, members) is null or < Role.Sender)
        .Select(each => new InputProblem($"{path}[{each.index}]", "not_an_approver", $"'{each.email}' is no member with the role sender or admin: name one, or {remedy}."));

    private static Role? RoleOf(string email, IReadOnlyList<Member> members) =>
        members.FirstOrDefault(member => member.Email.Equals(email, StringComparison.OrdinalIgnoreCase))?.Role;

    /// <summary>Whom to ask for a decision on the campaign as it is.</summary>
    /// <exception cref="InvalidInputException">A named approver can't approve, or nobody may.</exception>
    public static IReadOnlyList<string> Approvers(Workspace workspace, Campaign campaign, IReadOnlyList<Member> members)
    {
        if (Unfit(campaign.Definition, members) is { Count: > 0 } problems)
            throw new InvalidInputException(problems, 422);

        List<string> asked = [.. members.Where(member => Refusal(workspace, campaign, member.Email, member.Role) is null).Select(member => member.Email)];
        if (asked.Count == 0)
        {
            throw new InvalidInputException(
                [new InputProblem("approval.approvers", "no_approver",
                    "Nobody is left who may approve it, because everyone who could has drafted or edited it: add a member with the role sender, name another approver, or allow own drafts in the settings.")], 422);
        }

        return campaign.Definition.Approval?.Decisions.Number is not { } number || number <= asked.Count ? asked : throw new InvalidInputException(
            [new InputProblem("approval.decisions", "too_many",
                $"approval.decisions is {number}, but only {string.Join(", ", asked)} may decide on this version: name more approvers, or ask for fewer.")], 422);
    }

    /// <summary>Whom to ask besides, when nothing was decided in time: nobody who was asked already.</summary>
    public static IReadOnlyList<string> Escalated(Workspace workspace, Campaign campaign, IReadOnlyList<Member> members)
    {
        var named = campaign.Definition.Approval?.Escalation?.To ?? [];
        return [.. members
            .Where(member => named.Count == 0 ? member.Role is Role.Admin : named.Contains(member.Email, StringComparer.OrdinalIgnoreCase))
            .Select(member => member.Email)
            .Except(campaign.Approvers, StringComparer.OrdinalIgnoreCase)
            .Where(email => MayDecide(workspace, campaign with { EscalatedTo = [email] }, email, members))];
    }

    /// <summary>What an approval is for: everything of the definition but its timing.</summary>
    public static byte[] Fingerprint(CampaignDefinition definition) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition with { Schedule = null }, Wire.Json));

    public static bool IsSameContent(CampaignDefinition one, CampaignDefinition other) => Fingerprint(one).AsSpan().SequenceEqual(Fingerprint(other));

    /// <summary>When a request for approval lapses: after its timeout, or at the send time if that is sooner. Of a recurring campaign there are more to come.</summary>
    public static DateTimeOffset ExpiresAt(CampaignDefinition definition, DateTimeOffset asked, DateTimeOffset? startsAt)
    {
        var lapse = asked + (definition.Approval ?? new ApprovalDefinition()).Timeout;
        return startsAt < lapse && definition.Type is not CampaignType.Recurring ? startsAt.Value : lapse;
    }
}
