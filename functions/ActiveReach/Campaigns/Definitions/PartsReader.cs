using System.Text.Json;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads experiment, approval, conversion, trigger and ads.</summary>
internal static class PartsReader
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public static ExperimentDefinition? Experiment(InputObject definition)
    {
        if (definition.Object("experiment", "sample", "metric", "duration", "holdout", "onInconclusive", "scope") is not { } input)
            return null;
        var missing = new ExperimentDefinition();
        var experiment = new ExperimentDefinition
        {
            Sample = input.Number("sample", 0.001, 1) ?? missing.Sample,
            Metric = input.Enum<ExperimentMetric>("metric") ?? missing.Metric,
            Duration = input.Duration("duration", Moment, TimeSpan.FromDays(30)) ?? missing.Duration,
            Holdout = input.Number("holdout", 0, 0.5) ?? missing.Holdout,
            OnInconclusive = input.Enum<OnInconclusive>("onInconclusive") ?? missing.OnInconclusive,
            Scope = input.Enum<ExperimentScope>("scope") ?? missing.Scope,
        };
        return experiment;
    }

    public static ApprovalDefinition? Approval(InputObject definition)
    {
        if (definition.Object("approval", "required", "approvers", "timeout") is not { } input)
            return null;
        var missing = new ApprovalDefinition();
        return new ApprovalDefinition
        {
            Required = input.Flag("required") ?? missing.Required,
            Approvers = [.. (input.Texts("approvers", 20, 254) ?? []).Select(approver => approver.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            Timeout = input.Duration("timeout", Moment, TimeSpan.FromDays(90)) ?? missing.Timeout,
        };
    }

    public static ConversionGoal? Conversion(InputObject definition)
    {
        if (definition.Object("conversion", "event", "window", "value", "currency") is not { } input)
            return null;
        var name = input.Text("event", 100);
        if (string.IsNullOrWhiteSpace(name))
            input.Note("event", "required", "conversion.event is missing: name the event that counts, e.g. order_placed.");
        var currency = input.Text("currency", 3);
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            input.Note("currency", "invalid_value", $"'{currency}' is no currency: use three capital letters of ISO 4217, e.g. INR.");
        return new ConversionGoal
        {
            Event = name ?? "",
            Window = input.Duration("window", Moment, TimeSpan.FromDays(90)) ?? TimeSpan.FromDays(7),
            Value = input.Text("value", 100),
            Currency = currency,
        };
    }

    /// <summary>Kept as it was written; its members are known by name.</summary>
    public static JsonElement? Trigger(InputObject definition)
    {
        if (definition.Object("trigger", "event", "where", "delay", "cancelOn", "reentry", "enters", "when") is not { } input)
            return null;
        input.Text("event", 100);
        input.Text("cancelOn", 100);
        input.Text("enters", 64);
        input.Duration("delay", TimeSpan.Zero, TimeSpan.FromDays(90));
        input.Duration("reentry", TimeSpan.Zero, TimeSpan.FromDays(3660));
        input.AnyObject("where");
        input.AnyObject("when");
        return definition.Raw("trigger");
    }

    /// <inheritdoc cref="Trigger"/>
    public static JsonElement? Ads(InputObject definition)
    {
        if (definition.Object("ads", "platform", "budget", "creative") is not { } input)
            return null;
        input.Text("platform", 40);
        input.AnyObject("creative");
        if (input.Object("budget", "amount", "currency") is { } budget)
        {
            budget.Number("amount", 0, 1_000_000_000);
            budget.Text("currency", 3);
        }

        return definition.Raw("ads");
    }
}
