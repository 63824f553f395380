using System.Text.Json;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Inputs;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads experiment, approval, conversion, trigger and ads.</summary>
internal static class PartsReader
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public static ExperimentDefinition? Experiment(InputValue definition)
    {
        if (definition["experiment"]?.Object("sample", "metric", "duration", "holdout", "onInconclusive", "method", "scope") is not { } input)
            return null;
        var missing = new ExperimentDefinition();
        var experiment = new ExperimentDefinition
        {
            Sample = input["sample"]?.Number(0.001, 1) ?? missing.Sample,
            Metric = input["metric"]?.Enum<ExperimentMetric>() ?? missing.Metric,
            Duration = input["duration"]?.Duration(Moment, TimeSpan.FromDays(30)) ?? missing.Duration,
            Holdout = input["holdout"]?.Number(0, 0.5) ?? missing.Holdout,
            OnInconclusive = input["onInconclusive"]?.Enum<OnInconclusive>() ?? missing.OnInconclusive,
            Method = input["method"]?.Enum<ExperimentMethod>() ?? missing.Method,
            Scope = input["scope"]?.Enum<ExperimentScope>() ?? missing.Scope,
        };
        return experiment;
    }

    public static ApprovalDefinition? Approval(InputValue definition)
    {
        if (definition["approval"]?.Object("required", "approvers", "decisions", "timeout", "reminders", "escalation") is not { } input)
            return null;
        var missing = new ApprovalDefinition();
        var approvers = Members(input["approvers"]);
        return new ApprovalDefinition
        {
            Required = input["required"]?.Flag() ?? missing.Required,
            Approvers = approvers,
            Decisions = input["decisions"] is { } decisions ? Count(decisions, approvers.Count) : missing.Decisions,
            Timeout = input["timeout"]?.Duration(Moment, TimeSpan.FromDays(90)) ?? missing.Timeout,
            Reminders = input["reminders"]?.List(5)?.Select(Share).OfType<double>().Distinct().Order().ToList() ?? missing.Reminders,
            Escalation = Escalation(input),
        };
    }

    private static ApprovalCount Count(InputValue decisions, int approvers)
    {
        if (ApprovalCount.TryParse(decisions.AsText, out var word))
            return word;
        var number = decisions.AsWhole ?? 0;
        if (number < 1)
            decisions.Note("unknown_value", $"{decisions.Path} is {decisions.Raw}: use any, all, or how many must say yes.");
        else if (approvers > 0 && number > approvers)
            decisions.Note("too_many", $"{decisions.Path} is {number}, but approvers names {approvers}: name more of them, or ask for fewer.");
        return ApprovalCount.Of(number);
    }

    private static ApprovalEscalation? Escalation(InputValue approval)
    {
        if (approval["escalation"]?.Object("after", "to") is not { } input)
            return null;
        var missing = new ApprovalEscalation();
        return new ApprovalEscalation { After = input["after"] is { } after ? Share(after) ?? missing.After : missing.After, To = Members(input["to"]) };
    }

    /// <summary>A part of the time that is between nothing and all of it.</summary>
    private static double? Share(InputValue input) => input.Number(0.01, 0.99);

    private static IReadOnlyList<string> Members(InputValue? input) =>
        [.. (input?.Texts(20, 254) ?? []).Select(member => member.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    public static ConversionGoal? Conversion(InputValue definition)
    {
        if (definition["conversion"]?.Object("event", "window", "value", "currency", "count") is not { } input)
            return null;
        var name = input["event"]?.Text(100);
        if (string.IsNullOrWhiteSpace(name))
            input.Note("event", "required", "conversion.event is missing: name the event that counts, e.g. order_placed.");
        var currency = input["currency"]?.Text(3);
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            input.Note("currency", "invalid_value", $"'{currency}' is no currency: use three capital letters of ISO 4217, e.g. INR.");
        return new ConversionGoal
        {
            Event = name ?? "",
            Window = input["window"]?.Duration(Moment, TimeSpan.FromDays(90)) ?? TimeSpan.FromDays(7),
            Value = input["value"]?.Text(100),
            Currency = currency,
            Count = input["count"]?.Enum<ConversionCount>() ?? ConversionCount.Once,
        };
    }

    /// <summary>Kept as it was written; its members are known by name.</summary>
    public static JsonElement? Trigger(InputValue definition)
    {
        if (definition["trigger"]?.Object("event", "where", "delay", "cancelOn", "reentry", "enters", "when") is not { } input)
            return null;
        input["event"]?.Text(100);
        input["cancelOn"]?.Text(100);
        input["enters"]?.Text(64);
        input["delay"]?.Duration(TimeSpan.Zero, TimeSpan.FromDays(90));
        input["reentry"]?.Duration(TimeSpan.Zero, TimeSpan.FromDays(3660));
        input["where"]?.ObjectOfAnything();
        input["when"]?.ObjectOfAnything();
        return input.Json;
    }

    /// <inheritdoc cref="Trigger"/>
    public static JsonElement? Ads(InputValue definition)
    {
        if (definition["ads"]?.Object("platform", "budget", "creative") is not { } input)
            return null;
        input["platform"]?.Text(40);
        input["creative"]?.ObjectOfAnything();
        if (input["budget"]?.Object("amount", "currency") is { } budget)
        {
            budget["amount"]?.Number(0, 1_000_000_000);
            budget["currency"]?.Text(3);
        }

        return input.Json;
    }
}
