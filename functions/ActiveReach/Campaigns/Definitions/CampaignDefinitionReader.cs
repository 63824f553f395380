using ActiveReach.Inputs;
using ActiveReach.Messages;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads a definition as callers write it. What is missing is missing (a draft may be incomplete); what is wrong is
/// refused with the path of every problem.</summary>
public static class CampaignDefinitionReader
{
    private static readonly string[] Members =
    [
        "name", "description", "tags", "type", "goal", "location", "audience", "channels", "delivery", "variants", "experiment", "schedule",
        "approval", "conversion", "replyWindow", "fallbackAfter", "topic", "quietHours", "priority", "overrides", "trigger", "ads",
    ];

    /// <exception cref="InvalidInputException">Something is wrong; every problem is listed.</exception>
    public static CampaignDefinition Read(InputValue json)
    {
        var definition = Definition(json);
        json.RefuseProblems();
        return definition!;
    }

    /// <inheritdoc cref="Read"/>
    /// <param name="type">Of the campaign that it is for.</param>
    public static Schedule? ReadSchedule(InputValue json, CampaignType type)
    {
        var schedule = ScheduleReader.Schedule(json, type);
        json.RefuseProblems();
        return schedule;
    }

    /// <summary>The members of a merge patch that no definition has.</summary>
    /// <exception cref="InvalidInputException">There are some.</exception>
    public static void RefuseUnknown(InputValue patch) => MergePatch.RefuseUnknown(patch, untold => Definition(untold));

    private static CampaignDefinition? Definition(InputValue json)
    {
        if (json.Object(Members) is not { } input)
            return null;

        var missing = new CampaignDefinition();
        var type = input["type"]?.Enum<CampaignType>() ?? missing.Type;
        return missing with
        {
            Name = Name(input),
            Description = input["description"]?.Text(2000),
            Tags = Tags(input),
            Type = type,
            Goal = Goal(input),
            Location = input["location"]?.Text(64),
            Audience = AudienceReader.Read(input),
            Channels = VariantReader.Channels(input),
            Delivery = input["delivery"]?.Enum<DeliveryMode>() ?? missing.Delivery,
            Variants = VariantReader.Variants(input),
            Experiment = PartsReader.Experiment(input),
            Schedule = input["schedule"] is { } schedule ? ScheduleReader.Schedule(schedule, type) : null,
            Approval = PartsReader.Approval(input),
            Conversion = PartsReader.Conversion(input),
            ReplyWindow = input["replyWindow"]?.Duration(TimeSpan.Zero, TimeSpan.FromDays(30)) ?? missing.ReplyWindow,
            FallbackAfter = input["fallbackAfter"]?.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            Topic = input["topic"]?.Text(40),
            QuietHours = input["quietHours"]?.Flag() ?? missing.QuietHours,
            Priority = input["priority"]?.Enum<CampaignPriority>() ?? missing.Priority,
            Overrides = input["overrides"]?.Text(64),
            Trigger = PartsReader.Trigger(input),
            Ads = PartsReader.Ads(input),
        };
    }

    /// <summary>It stands in subjects of mails and on one line of lists.</summary>
    private static string? Name(InputValue input)
    {
        var name = input["name"]?.Text(200);
        if (name is not null && !HeaderText.IsOneLine(name))
            input.Note("name", "invalid_value", $"'{HeaderText.OneLine(name)}' was written with a line break or a control character: a name is one line.");
        return name;
    }

    private static IReadOnlyList<string> Tags(InputValue input)
    {
        var tags = input["tags"]?.Texts(20, 50) ?? [];
        foreach (var tag in tags.Where(tag => string.IsNullOrWhiteSpace(tag) || tag.Contains('\n')))
            input.Note("tags", "invalid_value", $"'{tag.ReplaceLineEndings(" ")}' is no tag: write a word or two on one line.");
        return tags;
    }

    private static string? Goal(InputValue input)
    {
        var goal = input["goal"]?.Text(50);
        if (goal is not null && !CampaignGoals.All.Contains(goal))
            input.Note("goal", "unknown_value", $"'{goal}' is no goal: use one of {string.Join(", ", CampaignGoals.All)}.");
        return goal;
    }
}
