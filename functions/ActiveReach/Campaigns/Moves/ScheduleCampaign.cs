using System.Text.Json;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Schedules a draft, with the schedule that is given or the one it has. Refused where somebody else must approve.</summary>
public sealed class ScheduleCampaign(CampaignWriter writer, Submission submission)
{
    /// <param name="schedule">Replaces the draft's schedule; null keeps it.</param>
    public async Task<Campaign> RunAsync(Caller caller, CampaignId id, JsonElement? schedule, VersionCondition? condition, CancellationToken cancellation = default)
    {
        if (caller.Role < Role.Sender)
            throw new ForbiddenException("A viewer never sends: submit the campaign, and an approver decides.");
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        return await writer.MoveAsync(caller, id, CampaignMove.Schedule, condition, campaign =>
            submission.PrepareAsync(caller, workspace, With(campaign, schedule), CampaignMove.Schedule, decides: true, anew: false, cancellation), cancellation);
    }

    private static Campaign With(Campaign campaign, JsonElement? schedule) => schedule is { } json
        ? campaign with { Definition = campaign.Definition with { Schedule = CampaignDefinitionReader.ReadSchedule(InputValue.Of(json, "schedule"), campaign.Definition.Type) }, Version = campaign.Version + 1 }
        : campaign;
}
