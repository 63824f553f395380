using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>Messages at any hour are the word of somebody who may send: a viewer doesn't save it, not even in a draft.</summary>
internal static class QuietHoursSwitch
{
    /// <param name="before">Null for a new draft.</param>
    /// <exception cref="ForbiddenException">Naming who can.</exception>
    public static void Check(Caller caller, CampaignDefinition? before, CampaignDefinition after)
    {
        if (caller.Role < Role.Sender && !after.QuietHours && before is null or { QuietHours: true })
            throw new ForbiddenException("quietHours is false: only a sender or an admin lets messages go at any hour. Leave it out, or ask one of them to set it in your draft.");
    }
}
