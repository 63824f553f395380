using ActiveReach.Campaigns.Contents;
using ActiveReach.Channels;
using ActiveReach.Messages;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Whether an experiment can come to anything: variants to compare, and a metric that can happen.</summary>
internal static class ExperimentRules
{
    public static IEnumerable<InputProblem> Check(CampaignDefinition definition, Workspace workspace)
    {
        if (definition.Experiment is not { } experiment || definition.Type is CampaignType.Test)
            return [];
        if (definition.IsStanding && definition.Variants.Count > 1)
            return [new InputProblem("experiment", "not_available", "Experiments of campaigns that stand can be drafted but not sent yet: remove it (the variants are shared out evenly then), or keep the draft.")];
        return [.. experiment.Method is ExperimentMethod.Thompson ? Sampling(experiment, definition.Variants.Count) : Shares(experiment, definition.Variants.Count), .. definition.Variants.Count > 1 ? Metric(experiment.Metric, definition, workspace) : []];
    }

    private static IEnumerable<InputProblem> Shares(ExperimentDefinition experiment, int variants)
    {
        // With everybody in the sample there is nothing to compare for: what is left of an experiment then is its holdout.
        var alone = variants == 1;
        if (alone && experiment.Sample < 1)
            yield return new InputProblem("experiment", "needs_two_variants", "An experiment compares variants, but there is only one: add another, or remove the experiment.");
        else if (alone && experiment.Holdout == 0)
            yield return new InputProblem("experiment", "needs_two_variants", "This experiment neither compares variants, since there is only one, nor holds anybody out: add a variant or a holdout, or remove the experiment.");
        else if (experiment is { Sample: 1, OnInconclusive: OnInconclusive.Hold })
            yield return new InputProblem("experiment.onInconclusive", "no_effect", "With a sample of 1 everybody is in the test, so there is nothing to hold for a person's decision: lower the sample, or use send_best.");
        if (!alone && experiment.Sample + experiment.Holdout > 1)
            yield return new InputProblem("experiment.holdout", "out_of_range", $"sample {experiment.Sample} and holdout {experiment.Holdout} are more than everyone: lower one of them.");
    }

    private static IEnumerable<InputProblem> Sampling(ExperimentDefinition experiment, int variants)
    {
        if (variants == 1)
            yield return new InputProblem("experiment", "needs_two_variants", "An experiment compares variants, but there is only one: add another, or remove the experiment.");
        var missing = new ExperimentDefinition();
        string?[] idle =
        [
            experiment.Sample == missing.Sample ? null : "sample",
            experiment.Duration == missing.Duration ? null : "duration",
            experiment.OnInconclusive == missing.OnInconclusive ? null : "onInconclusive",
        ];
        foreach (var part in idle.OfType<string>())
            yield return new InputProblem($"experiment.{part}", "no_effect", $"experiment.{part} would do nothing, since with method thompson nobody is tested first and nothing is ever decided: remove it, or use test_first.");
    }

    private static IEnumerable<InputProblem> Metric(ExperimentMetric metric, CampaignDefinition definition, Workspace workspace)
    {
        var why = metric switch
        {
            ExperimentMetric.Open => Without(definition, (choice, content) => CanBeOpened(choice.Channel, content),
                variant => $"variant {variant} has nothing whose opening is seen: SMS can't be opened, and an e-mail needs html", "add an e-mail with html"),
            ExperimentMetric.Click => Without(definition, (choice, content) => HasLink(choice.Channel, content),
                variant => $"variant {variant} has no link to click on any channel of the campaign", "add {{link 'https://…'}}"),
            ExperimentMetric.Reply => definition.Channels.Any(choice => TakesReplies(choice, workspace))
                ? null
                : ("no channel of the campaign takes replies from the sender that it uses: names take no texts, and mailboxes are not read", "use SMS from a number"),
            _ => definition.Conversion is not { } goal
                ? ("the campaign says nowhere what counts as one", "add conversion")
                : metric is ExperimentMetric.Revenue && goal is { Value: null, Event: not ConversionGoal.Order }
                    ? ($"'{goal.Event}' is no order, and conversion.value names no field of it that holds an amount", "name the field in conversion.value")
                    : ((string Why, string Remedy)?)null,
        };
        if (why is { } given)
            yield return new InputProblem("experiment.metric", "metric_impossible",
                $"experiment.metric '{metric.ToString().ToLowerInvariant()}' can't happen, since {given.Why}: {given.Remedy}, or choose another metric.");
    }

    /// <summary>Why, for the first variant that has no content of the kind on any channel of the campaign.</summary>
    private static (string Why, string Remedy)? Without(
        CampaignDefinition definition, Func<ChannelChoice, Content, bool> counts, Func<string, string> why, string remedy)
    {
        var lacking = definition.Variants.FirstOrDefault(variant =>
            !definition.Channels.Any(choice => variant.Content.TryGetValue(choice.Channel, out var content) && counts(choice, content)));
        return lacking is null ? null : (why(lacking.Id), remedy);
    }

    /// <summary>Whether an open of it would be seen: in a mail by the picture in its HTML.</summary>
    internal static bool CanBeOpened(Channel channel, Content content) =>
        ChannelAbilities.Openable.Contains(channel) && (channel is not Channel.Email || !string.IsNullOrWhiteSpace(content.Html));

    private static bool HasLink(Channel channel, Content content)
    {
        var links = new LinkTable();
        _ = new ChannelContent(channel, content, links);
        return !links.IsEmpty;
    }

    private static bool TakesReplies(ChannelChoice choice, Workspace workspace) =>
        (choice.Sender ?? workspace.Senders.GetValueOrDefault(choice.Channel)) is { } sender && SenderForm.TakesReplies(choice.Channel, sender);
}
