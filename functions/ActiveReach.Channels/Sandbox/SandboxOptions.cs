using ActiveReach.Settings;

namespace ActiveReach.Channels.Sandbox;

/// <summary>How the stand-in carrier behaves (settings <c>Sandbox__*</c>). Everything random is drawn from the seed and the
/// message's key, so that a run can be repeated.</summary>
public sealed record SandboxOptions
{
    /// <summary>File of the accepted messages, one JSON line each (<c>Sandbox__Outbox</c>); default
    /// <c>{DataDirectory}/sandbox/outbox.jsonl</c>.</summary>
    public required string Outbox { get; init; }

    /// <summary>Time of a call in milliseconds of real time, 0 to 600,000. Default 20.</summary>
    public int LatencyMs { get; init; } = 20;

    /// <summary>Messages a minute and channel, at least 1; null (default) is unlimited.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>Messages that a call may carry, 1 to 100. Default 100, as Communication Services takes of texts; it takes mails one by one.</summary>
    public int MessagesPerCall { get; init; } = 100;

    /// <summary>Calls that may be in flight for one batch, 1 to 256. Default 8.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Whether a message that comes again under its key is taken only once, as good providers do. False is a plain carrier:
    /// it takes whatever comes, and nothing may be repeated without knowing. Default true.</summary>
    public bool HonoursKeys { get; init; } = true;

    /// <summary>Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Mean delay of receipts, clicks and replies in milliseconds of business time, 0 to a day (86,400,000). Default 500.</summary>
    public int EventDelayMs { get; init; } = 500;

    /// <summary>Share of messages that are delivered, 0 to 1 as all shares; the others fail or bounce. Default 0.97.</summary>
    public double DeliveredRate { get; init; } = 0.97;

    /// <summary>Share of delivered mails, and of messages of WhatsApp and RCS, that are opened. Default 0.4.</summary>
    public double OpenRate { get; init; } = 0.4;

    /// <summary>Share of delivered messages with a tracked link that are clicked. Default 0.1.</summary>
    public double ClickRate { get; init; } = 0.1;

    /// <summary>Overrides of <see cref="ClickRate"/> by variant (<c>Sandbox__ClickRateByVariant__B</c>).</summary>
    public IReadOnlyDictionary<string, double> ClickRateByVariant { get; init; } = new Dictionary<string, double>();

    /// <summary>Senders that it takes nothing from, as a carrier does of numbers that were never registered; separated by commas. Default: none.</summary>
    public IReadOnlyList<string> RefusedSenders { get; init; } = [];

    /// <summary>Tokens of devices that are no more, as after an app was removed; separated by commas. Default: none.</summary>
    public IReadOnlyList<string> DeadDevices { get; init; } = [];

    /// <summary>How long the stand-in reviewer looks at a template, in milliseconds of business time, 0 to a day (86,400,000). Default 5,000.</summary>
    public int ReviewDelayMs { get; init; } = 5_000;

    /// <summary>Names of templates that the stand-in reviewer rejects whatever they say, as they are called at the vendor; separated by commas. Default: none.</summary>
    public IReadOnlyList<string> RejectedTemplates { get; init; } = [];

    /// <summary>Share of delivered texts that are answered. Default 0.03.</summary>
    public double ReplyRate { get; init; } = 0.03;

    /// <summary>Share of delivered messages whose recipient says stop. Default 0.002.</summary>
    public double StopRate { get; init; } = 0.002;

    /// <summary>Share of events that come twice. Default 0.01.</summary>
    public double DuplicateRate { get; init; } = 0.01;

    /// <summary>Share of receipts that come after what they should precede. Default 0.05.</summary>
    public double ReorderRate { get; init; } = 0.05;

    /// <param name="settings">The settings of the app.</param>
    /// <param name="dataDirectory">Where the carrier's file lies unless it is set.</param>
    public static SandboxOptions Read(SettingReader settings, string dataDirectory)
    {
        var section = settings.Section("Sandbox");
        var missing = new SandboxOptions { Outbox = Path.Combine(dataDirectory, "sandbox", "outbox.jsonl") };
        return new SandboxOptions
        {
            Outbox = section.TextOrNone("Outbox", "the path of a file") ?? missing.Outbox,
            LatencyMs = section.Whole("LatencyMs", missing.LatencyMs, 0, 600_000, "milliseconds"),
            RatePerMinute = section.Limit("RatePerMinute", 1, int.MaxValue),
            MessagesPerCall = section.Whole("MessagesPerCall", missing.MessagesPerCall, 1, 100),
            Concurrency = section.Whole("Concurrency", missing.Concurrency, 1, 256, "calls"),
            HonoursKeys = section.Flag("HonoursKeys", missing.HonoursKeys),
            Seed = section.Whole("Seed", missing.Seed, long.MinValue, long.MaxValue),
            EventDelayMs = section.Whole("EventDelayMs", missing.EventDelayMs, 0, 86_400_000, "milliseconds"),
            DeliveredRate = section.Share("DeliveredRate", missing.DeliveredRate),
            OpenRate = section.Share("OpenRate", missing.OpenRate),
            ClickRate = section.Share("ClickRate", missing.ClickRate),
            ClickRateByVariant = section.Shares("ClickRateByVariant"),
            ReviewDelayMs = section.Whole("ReviewDelayMs", missing.ReviewDelayMs, 0, 86_400_000, "milliseconds"),
            RejectedTemplates = section.TextOrNone("RejectedTemplates", "names of templates with commas between them")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            DeadDevices = section.TextOrNone("DeadDevices", "tokens with commas between them")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            RefusedSenders = section.TextOrNone("RefusedSenders", "senders with commas between them")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            ReplyRate = section.Share("ReplyRate", missing.ReplyRate),
            StopRate = section.Share("StopRate", missing.StopRate),
            DuplicateRate = section.Share("DuplicateRate", missing.DuplicateRate),
            ReorderRate = section.Share("ReorderRate", missing.ReorderRate),
        };
    }

    public double ClickRateOf(string? variant) => variant is not null && ClickRateByVariant.TryGetValue(variant, out var rate) ? rate : ClickRate;
}
