namespace ActiveReach.Campaigns.Definitions;

/// <summary>What makes somebody get a triggered campaign.</summary>
internal static class TriggerParts
{
    public static IReadOnlyList<PartRule> All { get; } =
    [
        new("trigger") { Types = [CampaignType.Triggered] },
        new("trigger.event"),
        new("trigger.where"),
        new("trigger.delay"),
        new("trigger.cancelOn"),
        new("trigger.reentry"),
        new("trigger.enters") { NotYet = "Triggers by a segment", Remedy = "use event" },
        new("trigger.when") { NotYet = "Triggers by a condition", Remedy = "use event" },
    ];
}
