using System.Globalization;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Standing;

/// <summary>Says in words where a standing campaign stands.</summary>
internal static class StandingText
{
    /// <summary>Null for whatever doesn't stand.</summary>
    public static string? LabelOf(Campaign campaign) => campaign is { Stands: true, Status: CampaignStatus.Active } ? "Standing" : null;

    /// <summary>Null for whatever doesn't stand, or no more.</summary>
    public static Campaign? Of(Campaign campaign) => !campaign.Definition.IsStanding ? null : campaign switch
    {
        { Status: CampaignStatus.Scheduled } => campaign with
        {
            StatusReason = campaign.StartsAt is { } start ? $"Stands from {start:u}{Until(campaign)}." : $"Stands at once{Until(campaign)}.",
            NextAction = null,
        },
        { Status: CampaignStatus.Active, Schedule: { State: ScheduleState.On } schedule } => campaign with
        {
            StatusReason = $"Standing{Until(campaign)}{Watching(campaign)}: {Hour(campaign.Definition)}{Waiting(schedule)}.",
            NextAction = null,
        },
        { Status: CampaignStatus.Paused } => campaign with
        {
            StatusReason = "Paused: whoever comes in waits. When it is resumed they are sent to, except those who are more than a day late by then.",
            NextAction = "Resume it, or cancel what has not been sent.",
        },
        { Status: CampaignStatus.Cancelled, Run: not null } => campaign with
        {
            StatusReason = "Cancelled: whoever waited or had not been sent to by then is not.",
            NextAction = null,
        },
        _ => null,
    };

    /// <summary>When a birthday campaign sends; nothing for others.</summary>
    private static string Hour(CampaignDefinition definition)
    {
        if (definition.Type is not CampaignType.Birthday)
            return "";
        var clock = definition.Schedule?.Timezone switch
        {
            null => "",
            "recipient" => " by the contact's clock",
            "outlet" => " by the outlet's clock",
            var zone => $" in {zone}",
        };
        var day = definition.Schedule?.OffsetDays switch
        {
            null or 0 => "on each birthday",
            < 0 and var days => $"{Days(-days)} before each birthday",
            { } days => $"{Days(days)} after each birthday",
        };
        return string.Create(CultureInfo.InvariantCulture, $"at {BirthdayHours.TimeOf(definition.Schedule):HH:mm}{clock}, {day}; ");
    }

    private static string Days(int days) => days == 1 ? "a day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");

    private static string Waiting(CampaignSchedule schedule) => schedule is { Waiting: > 0, NextAt: { } next }
        ? string.Create(CultureInfo.InvariantCulture, $"{schedule.Waiting}{(schedule.Waiting >= 1_000 ? " or more" : "")} {(schedule.Waiting == 1 ? "waits" : "wait")}, next at {next:u}")
        : "nobody waits";

    private static string Watching(Campaign campaign) => WatchedAudience.NameOf(campaign.Definition) is { } watched ? $", watching who comes into {watched}" : "";

    private static string Until(Campaign campaign) => campaign.Definition.Schedule?.Until is { } until ? $" until {until:yyyy-MM-dd}" : "";
}
