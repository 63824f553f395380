using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What a draft may already hold but this version can't send yet. Refused at submission, so that nobody waits for
/// something that would not happen, or would happen to the wrong people.</summary>
internal static class NotYet
{
    public static IEnumerable<InputProblem> In(CampaignDefinition definition, IReadOnlySet<Channel> sendable)
    {
        if (definition.Type is not (CampaignType.OneTime or CampaignType.Test))
        {
            yield return new InputProblem("type", "type_not_available",
                $"Campaigns of type {Name(definition.Type)} can be drafted but not sent yet: choose one_time or test, or keep the draft.");
        }

        for (var index = 0; index < definition.Channels.Count; index++)
        {
            if (!sendable.Contains(definition.Channels[index].Channel))
            {
                yield return new InputProblem($"channels[{index}].channel", "channel_not_available",
                    $"Nothing here sends {definition.Channels[index].Channel.Name()} yet: use {string.Join(" or ", sendable.Order().Select(channel => channel.Name()))}.");
            }
        }

        if (definition.Location is not null)
            yield return Unavailable("location", "Campaigns of a single outlet", "remove it to send to the whole audience");
        if (definition.Overrides is not null)
            yield return Unavailable("overrides", "Campaigns that replace a brand campaign", "remove it");
        if (definition.Schedule is { Kind: ScheduleKind.Recurring })
            yield return Unavailable("schedule.kind", "Recurring schedules", "use now or at");
        if (definition.Schedule is { SendTime: SendTime.Optimized })
            yield return Unavailable("schedule.sendTime", "Optimised send times", "use fixed");
        if (definition.Schedule is { Timezone: "recipient" or "outlet" })
            yield return Unavailable("schedule.timezone", "Local times of recipients and outlets", "name an IANA zone");
        if (definition.Experiment is { Scope: ExperimentScope.Outlet })
            yield return Unavailable("experiment.scope", "Winners per outlet", "use brand");
        if (definition.Experiment is { Metric: ExperimentMetric.Conversion or ExperimentMetric.Revenue })
            yield return Unavailable("experiment.metric", "Experiments on conversions and revenue", "use open, click or reply");
        foreach (var problem in InVariants(definition))
            yield return problem;
    }

    private static IEnumerable<InputProblem> InVariants(CampaignDefinition definition)
    {
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            var variant = definition.Variants[index];
            if (variant.SendAt is not null)
                yield return Unavailable($"variants[{index}].sendAt", "Send times per variant", "use the campaign's schedule");
            foreach (var (channel, _) in variant.Content.Where(entry => entry.Value.Media is { Count: > 0 }))
                yield return Unavailable($"variants[{index}].content.{channel.Name()}.media", "Uploads in messages", "link to the picture instead");
        }
    }

    private static InputProblem Unavailable(string path, string what, string remedy) =>
        new(path, "not_available", $"{what} can be drafted but not sent yet: {remedy}, or keep the draft.");

    private static string Name(CampaignType type) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString());
}
