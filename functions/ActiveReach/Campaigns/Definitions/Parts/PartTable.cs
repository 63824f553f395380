using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Channels.Cast;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>The one table of what may stand in a definition: which part goes with which type and channel, and which is not built yet
/// (decision C-11). What a rule refuses can be drafted and not submitted, so that nothing is ever accepted and ignored. A part without
/// a row is a mistake, which a test finds.</summary>
internal static class PartTable
{
    public const string Contents = "variants[].content.*";

    private static readonly CampaignType[] Counted =
        [CampaignType.OneTime, CampaignType.Recurring, CampaignType.Triggered, CampaignType.Hybrid, CampaignType.Birthday, CampaignType.Api];

    private static readonly CampaignType[] AtOneTime = [CampaignType.OneTime, CampaignType.Hybrid, CampaignType.Test];

    private static readonly CampaignType[] AskedFor = [CampaignType.Triggered, CampaignType.Api];

    private static readonly CampaignType[] Standing = [.. AskedFor, CampaignType.Birthday];

    public static IReadOnlyList<PartRule> All { get; } =
    [
        new("name"),
        new("description"),
        new("tags"),
        new("goal"),
        new("topic"),
        new("quietHours"),
        new("replyWindow"),
        new("priority"),
        new("priority") { Value = "low", Types = Counted, Remedy = "remove it: tests take no places under frequency caps" },
        new("priority") { Value = "high", Types = Counted, Remedy = "remove it: tests take no places under frequency caps" },
        new("delivery"),
        new("fallbackAfter")
        {
            Idle = definition => definition.Delivery is DeliveryMode.All ? "with delivery all nobody waits for one channel before the next" : null,
            Remedy = "remove it, or use delivery first_reachable",
        },

        new("type"),
        .. Standing.Select(type => new PartRule("type") { Value = PartRule.Name(type) }),
        .. Counted.Except(Standing).Where(type => type is not CampaignType.OneTime).Select(type => new PartRule("type")
        {
            Value = PartRule.Name(type),
            NotYet = type is CampaignType.Recurring ? null : $"Campaigns of type {PartRule.Name(type)}",
            NotYetCode = "type_not_available",
            Remedy = "choose one_time, recurring, triggered, birthday, api or test",
        }),

        new("location") { Types = Counted, Remedy = "remove it to send to the whole audience" },
        new("overrides")
        {
            Types = Counted,
            Idle = definition => definition.Location is null ? "only the campaign of an outlet (location) replaces a brand campaign" : null,
        },

        new("audience.include"),
        new("audience.exclude"),
        new("audience.where"),
        new("audience.contacts"),

        new("channels[].channel"),
        new("channels[].sender"),
        new("channels[].template") { Channels = ChannelCast.Where(traits => traits.IsMadeOfTemplates), Remedy = "remove it and write the content in the variants" },

        new("variants[].id"),
        new("variants[].sendAt")
        {
            Types = [CampaignType.OneTime],
            Idle = definition => definition.Schedule is { } schedule && LocalTime.ClockOf(schedule) is not null ? "everybody has a local time of their own (schedule.timezone)" : null,
            Remedy = "use the campaign's schedule",
        },
        new(Contents) { Remedy = "remove it, or add the channel to channels" },
        new(Contents + ".text") { Channels = ChannelCast.Carrying("text") },
        new(Contents + ".subject") { Channels = ChannelCast.Carrying("subject") },
        new(Contents + ".html") { Channels = ChannelCast.Carrying("html") },
        new(Contents + ".preheader") { Channels = ChannelCast.Carrying("preheader") },
        new(Contents + ".inlineStyles") { Channels = ChannelCast.Carrying("inlineStyles") },
        new(Contents + ".title") { Channels = ChannelCast.Carrying("title") },
        new(Contents + ".parameters") { Channels = ChannelCast.Carrying("parameters") },
        new(Contents + ".link") { Channels = ChannelCast.Carrying("link") },
        new(Contents + ".suggestions") { Channels = ChannelCast.Carrying("suggestions") },
        new(Contents + ".cards") { Channels = ChannelCast.Carrying("cards") },
        new(Contents + ".cardWidth") { Channels = ChannelCast.Carrying("cardWidth") },
        new(Contents + ".expiresIn") { Channels = ChannelCast.Carrying("expiresIn") },
        new(Contents + ".pinned") { Channels = ChannelCast.Carrying("pinned") },
        new(Contents + ".attachments") { Channels = ChannelCast.Carrying("attachments") },
        new(Contents + ".media") { Channels = ChannelCast.Carrying("media") },

        new("experiment") { Types = Counted },
        new("experiment.sample"),
        new("experiment.metric"),
        new("experiment.duration"),
        new("experiment.holdout"),
        new("experiment.onInconclusive"),
        new("experiment.method"),
        new("experiment.method") { Value = "thompson", Types = [CampaignType.Recurring, .. Standing], Remedy = "use test_first" },
        new("experiment.scope"),
        new("experiment.scope") { Value = "outlet", Idle = HasNoWinnerOfOutlets, Remedy = "use brand" },

        new("schedule.kind") { Value = "now", Types = AtOneTime },
        new("schedule.kind") { Value = "at", Types = AtOneTime },
        new("schedule.kind") { Value = "recurring", Types = [CampaignType.Recurring], Remedy = "use now or at" },
        new("schedule.kind") { Value = "birthday", Types = [CampaignType.Birthday], Remedy = "use now or at" },
        new("schedule.kind") { Value = "standing", Types = AskedFor, Remedy = "use now or at" },
        new("schedule.at") { Idle = Unless(ScheduleKind.At, ScheduleKind.Birthday) },
        new("schedule.timezone") { Idle = Unless(ScheduleKind.At, ScheduleKind.Recurring, ScheduleKind.Birthday) },
        new("schedule.sendTime"),
        new("schedule.sendTime") { Value = "optimized", NotYet = "Optimised send times", Remedy = "use fixed" },
        new("schedule.window")
        {
            Idle = definition => definition.Schedule?.SendTime is SendTime.Optimized ? null : "the send time is fixed",
            NotYet = "Optimised send times",
        },
        new("schedule.slotPassed")
        {
            Idle = definition => definition.Schedule is { Kind: ScheduleKind.Birthday } ? "whose hour is over has the next birthday" : definition.Schedule is { } schedule && LocalTime.ClockOf(schedule) is not null ? null : "nobody has a local time of their own unless schedule.timezone is recipient or outlet",
        },
        new("schedule.recurrence") { Types = [CampaignType.Recurring], Idle = Unless(ScheduleKind.Recurring) },
        new("schedule.offsetDays") { Types = [CampaignType.Birthday], Idle = Unless(ScheduleKind.Birthday) },
        new("schedule.from") { Types = [CampaignType.Recurring, .. AskedFor], Idle = Unless(ScheduleKind.Recurring, ScheduleKind.Standing) },
        new("schedule.until")
        {
            Types = Standing,
            Idle = Unless(ScheduleKind.Birthday, ScheduleKind.Standing),
        },

        new("approval.required"),
        new("approval.approvers"),
        new("approval.decisions"),
        new("approval.timeout"),
        new("approval.reminders"),
        new("approval.escalation") { Idle = NobodyElseToAsk },
        new("conversion") { Types = Counted, Remedy = "remove it: tests are counted nowhere" },
        .. TriggerParts.All,
        new("ads") { Types = [CampaignType.Hybrid], NotYet = "Paid ads" },
    ];

    private static readonly Dictionary<(string Part, string? Value), PartRule> Index = All.ToDictionary(rule => (rule.Part, rule.Value));

    /// <summary>Null for what only holds parts, and for what nobody has thought of.</summary>
    public static PartRule? Find(string part, string? value) => Index.GetValueOrDefault((part, value)) ?? Index.GetValueOrDefault((part, null));

    private static string? HasNoWinnerOfOutlets(CampaignDefinition definition) => definition switch
    {
        { TestsFirst: false } => "with method thompson the variants are shared out alike in all outlets, and nothing is ever decided",
        _ when definition.Variants.Any(variant => variant.SendAt is not null) => "variants with a time of their own (variants[].sendAt) are decided between for everybody, whose rest then goes out at one time",
        _ => null,
    };

    private static string? NobodyElseToAsk(CampaignDefinition definition) => definition.Approval switch
    {
        { Escalation: not null, Approvers.Count: 0 } => "without approval.approvers everybody who may decide is asked at once",
        { Escalation.To: { Count: > 0 } to, Approvers: var asked } when !to.Except(asked).Any() => "all whom it names are approvers already",
        _ => null,
    };

    private static Func<CampaignDefinition, string?> Unless(params ScheduleKind[] kinds) => definition =>
        definition.Schedule is { } schedule && !kinds.Contains(schedule.Kind) ? $"schedule.kind is {EnumNames.Of(schedule.Kind)}" : null;
}
