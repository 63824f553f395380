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
        return campaign.Definition.Approval is { Approvers: { Count: > 0 } named } && !named.Contains(member, StringComparer.OrdinalIgnoreCase)
            ? $"The campaign asks for the decision of {string.Join(" or ", named)}."
            : null;
    }

    public static bool HasTouched(Campaign campaign, string member) =>
        string.Equals(campaign.DraftedBy, member, StringComparison.OrdinalIgnoreCase)
        || campaign.EditedBy.Contains(member, StringComparer.OrdinalIgnoreCase);

    /// <summary>Named approvers who can't approve; looked at even where nobody has to be asked this time.</summary>
    public static IReadOnlyList<InputProblem> Unfit(CampaignDefinition definition, IReadOnlyList<Member> members) =>
    [
        .. (definition.Approval?.Approvers ?? [])
            .Select((email, index) => (email, index, role: members.FirstOrDefault(member => member.Email.Equals(email, StringComparison.OrdinalIgnoreCase))?.Role))
            .Where(each => each.role is null or < Role.Sender)
            .Select(each => new InputProblem($"approval.approvers[{each.index}]", "not_an_approver",
                $"'{each.email}' is no member with the role sender or admin: name one, or leave approvers out to ask all of them.")),
    ];

    /// <summary>Whom to ask for a decision on the campaign as it is.</summary>
    /// <exception cref="InvalidInputException">A named approver can't approve, or nobody may.</exception>
    public static IReadOnlyList<string> Approvers(Workspace workspace, Campaign campaign, IReadOnlyList<Member> members)
    {
        if (Unfit(campaign.Definition, members) is { Count: > 0 } problems)
            throw new InvalidInputException(problems, 422);

        List<string> asked = [.. members.Where(member => Refusal(workspace, campaign, member.Email, member.Role) is null).Select(member => member.Email)];
        return asked.Count > 0 ? asked : throw new InvalidInputException(
            [new InputProblem("approval.approvers", "no_approver",
                "Nobody is left who may approve it, because everyone who could has drafted or edited it: add a member with the role sender, name another approver, or allow own drafts in the settings.")], 422);
    }

    /// <summary>What an approval is for: everything of the definition but its timing.</summary>
    public static byte[] Fingerprint(CampaignDefinition definition) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition with { Schedule = null }, Wire.Json));

    public static bool IsSameContent(CampaignDefinition one, CampaignDefinition other) => Fingerprint(one).AsSpan().SequenceEqual(Fingerprint(other));

    /// <summary>When a request for approval lapses: after its timeout, or at the send time if that is sooner.</summary>
    public static DateTimeOffset ExpiresAt(CampaignDefinition definition, DateTimeOffset asked, DateTimeOffset? startsAt)
    {
        var lapse = asked + (definition.Approval ?? new ApprovalDefinition()).Timeout;
        return startsAt < lapse ? startsAt.Value : lapse;
    }
}
