using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Channels.Sandbox;

/// <summary>Reads the settings <c>Sandbox__*</c>; a value that can't be meant names itself and the remedy.</summary>
public static class SandboxSettings
{
    public static SandboxOptions Read(IConfiguration configuration, string dataDirectory)
    {
        var defaults = new SandboxOptions { Outbox = Path.Combine(dataDirectory, "sandbox", "outbox.jsonl") };
        var section = configuration.GetSection("Sandbox");
        return new SandboxOptions
        {
            Outbox = section["Outbox"] is { Length: > 0 } outbox ? outbox : defaults.Outbox,
            LatencyMs = (int)Whole(section, "LatencyMs", defaults.LatencyMs, 0, 600_000)!,
            RatePerMinute = section["RatePerMinute"] == "unlimited" ? null : (int?)Whole(section, "RatePerMinute", null, 1, int.MaxValue),
            HonoursKeys = Flag(section, "HonoursKeys", defaults.HonoursKeys),
            Seed = Whole(section, "Seed", defaults.Seed, long.MinValue, long.MaxValue)!.Value,
            EventDelayMs = (int)Whole(section, "EventDelayMs", defaults.EventDelayMs, 0, 86_400_000)!,
            DeliveredRate = Share(section, "DeliveredRate", defaults.DeliveredRate),
            OpenRate = Share(section, "OpenRate", defaults.OpenRate),
            ClickRate = Share(section, "ClickRate", defaults.ClickRate),
            ReplyRate = Share(section, "ReplyRate", defaults.ReplyRate),
            StopRate = Share(section, "StopRate", defaults.StopRate),
            DuplicateRate = Share(section, "DuplicateRate", defaults.DuplicateRate),
            ReorderRate = Share(section, "ReorderRate", defaults.ReorderRate),
            ClickRateByVariant = section.GetSection("ClickRateByVariant").GetChildren().Where(each => each.Value is { Length: > 0 })
                .ToDictionary(each => each.Key, each => Share(section.GetSection("ClickRateByVariant"), each.Key, 0), StringComparer.Ordinal),
        };
    }

    private static bool Flag(IConfigurationSection section, string name, bool otherwise)
    {
        if (section[name] is not { Length: > 0 } text)
            return otherwise;
        return bool.TryParse(text, out var value)
            ? value
            : throw new InvalidOperationException($"{section.Path.Replace(":", "__", StringComparison.Ordinal)}__{name} is '{text}'; write true or false, or remove it.");
    }

    private static long? Whole(IConfigurationSection section, string name, long? otherwise, long least, long most)
    {
        if (section[name] is not { Length: > 0 } text)
            return otherwise;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new InvalidOperationException($"{section.Path.Replace(":", "__", StringComparison.Ordinal)}__{name} is '{text}'; write a whole number from {least} to {most}, or remove it.");
    }

    private static double Share(IConfigurationSection section, string name, double otherwise)
    {
        if (section[name] is not { Length: > 0 } text)
            return otherwise;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1
            ? value
            : throw new InvalidOperationException($"{section.Path.Replace(":", "__", StringComparison.Ordinal)}__{name} is '{text}'; write a share from 0 to 1, e.g. 0.25, or remove it.");
    }
}
