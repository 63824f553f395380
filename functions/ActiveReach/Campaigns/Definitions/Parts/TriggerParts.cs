using ActiveReach.Campaigns.Standing;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What makes somebody get a triggered campaign.</summary>
internal static class TriggerParts
{
    public static IReadOnlyList<PartRule> All { get; } =
    [
        new("trigger") { Types = [CampaignType.Triggered] },
        new("trigger.event"),
        new("trigger.where")
        {
            Idle = definition => WatchedAudience.Of(definition) is null ? null : "it is about the data of an event, and nobody's coming in has any",
            Remedy = "remove it, or ask for it in when",
        },
        new("trigger.delay"),
        new("trigger.cancelOn"),
        new("trigger.reentry"),
        new("trigger.enters"),
        new("trigger.when"),
    ];
}
