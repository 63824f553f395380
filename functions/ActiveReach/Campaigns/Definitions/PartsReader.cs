using System.Text.Json;
using ActiveReach.Inputs;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads experiment, approval, conversion, trigger and ads.</summary>
internal static class PartsReader
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public static ExperimentDefinition? Experiment(InputValue definition)
    {
        if (definition["experiment"]?.Object("sample", "metric", "duration", "holdout", "onInconclusive", "scope") is not { } input)
            return null;
        var missing = new ExperimentDefinition();
        var experiment = new ExperimentDefinition
        {
            Sample = input["sample"]?.Number(0.001, 1) ?? missing.Sample,
            Metric = input["metric"]?.Enum<ExperimentMetric>() ?? missing.Metric,
            Duration = input["duration"]?.Duration(Moment, TimeSpan.FromDays(30)) ?? missing.Duration,
            Holdout = input["holdout"]?.Number(0, 0.5) ?? missing.Holdout,
            OnInconclusive = input["onInconclusive"]?.Enum<OnInconclusive>() ?? missing.OnInconclusive,
            Scope = input["scope"]?.Enum<ExperimentScope>() ?? missing.Scope,
        };
        return experiment;
    }

    public static ApprovalDefinition? Approval(InputValue definition)
    {
        if (definition["approval"]?.Object("required", "approvers", "timeout") is not { } input)
            return null;
        var missing = new ApprovalDefinition();
        return new ApprovalDefinition
        {
            Required = input["required"]?.Flag() ?? missing.Required,
            Approvers = [.. (input["approvers"]?.Texts(20, 254) ?? []).Select(approver => approver.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            Timeout = input["timeout"]?.Duration(Moment, TimeSpan.FromDays(90)) ?? missing.Timeout,
        };
    }

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
