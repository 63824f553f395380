using System.Text.Json;
using ActiveReach.Messages;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads a definition as callers write it. What is missing is missing (a draft may be incomplete); what is wrong is
/// refused with the path of every problem.</summary>
public static class CampaignDefinitionReader
{
    private static readonly string[] Members =
    [
        "name", "description", "tags", "type", "goal", "location", "audience", "channels", "delivery", "variants", "experiment", "schedule",
        "approval", "conversion", "replyWindow", "fallbackAfter", "topic", "quietHours", "overrides", "trigger", "ads",
    ];

    /// <exception cref="InvalidInputException">Something is wrong; every problem is listed.</exception>
    public static CampaignDefinition Read(JsonElement json)
    {
        var problems = new List<InputProblem>();
        var definition = Read(json, problems);
        return problems.Count == 0 ? definition! : throw new InvalidInputException(problems);
    }

    /// <summary>The members of a merge patch that no definition has: with null as their value nothing would tell.</summary>
    /// <exception cref="InvalidInputException">There are some.</exception>
    public static void RefuseUnknown(JsonElement patch)
    {
        var problems = new List<InputProblem>();
        Read(patch, problems);
        problems.RemoveAll(problem => problem.Code != InputObject.UnknownField);
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
    }

    private static CampaignDefinition? Read(JsonElement json, List<InputProblem> problems)
    {
        if (InputObject.Of(json, "", problems, Members) is not { } input)
            return null;

        var missing = new CampaignDefinition();
        return missing with
        {
            Name = Name(input),
            Description = input.Text("description", 2000),
            Tags = Tags(input),
            Type = input.Enum<CampaignType>("type") ?? missing.Type,
            Goal = Goal(input),
            Location = input.Text("location", 64),
            Audience = AudienceReader.Read(input, problems),
            Channels = VariantReader.Channels(input, problems),
            Delivery = input.Enum<DeliveryMode>("delivery") ?? missing.Delivery,
            Variants = VariantReader.Variants(input, problems),
            Experiment = PartsReader.Experiment(input),
            Schedule = ScheduleReader.Schedule(input),
            Approval = PartsReader.Approval(input),
            Conversion = PartsReader.Conversion(input),
            ReplyWindow = input.Duration("replyWindow", TimeSpan.Zero, TimeSpan.FromDays(30)) ?? missing.ReplyWindow,
            FallbackAfter = input.Duration("fallbackAfter", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            Topic = input.Text("topic", 40),
            QuietHours = input.Flag("quietHours") ?? missing.QuietHours,
            Overrides = input.Text("overrides", 64),
            Trigger = PartsReader.Trigger(input),
            Ads = PartsReader.Ads(input),
        };
    }

    /// <summary>It stands in subjects of mails and on one line of lists.</summary>
    private static string? Name(InputObject input)
    {
        var name = input.Text("name", 200);
        if (name is not null && !HeaderText.IsOneLine(name))
            input.Note("name", "invalid_value", $"'{HeaderText.OneLine(name)}' was written with a line break or a control character: a name is one line.");
        return name;
    }

    private static IReadOnlyList<string> Tags(InputObject input)
    {
        var tags = input.Texts("tags", 20, 50) ?? [];
        foreach (var tag in tags.Where(tag => string.IsNullOrWhiteSpace(tag) || tag.Contains('\n')))
            input.Note("tags", "invalid_value", $"'{tag.ReplaceLineEndings(" ")}' is no tag: write a word or two on one line.");
        return tags;
    }

    private static string? Goal(InputObject input)
    {
        var goal = input.Text("goal", 50);
        if (goal is not null && !CampaignGoals.All.Contains(goal))
            input.Note("goal", "unknown_value", $"'{goal}' is no goal: use one of {string.Join(", ", CampaignGoals.All)}.");
        return goal;
    }
}
