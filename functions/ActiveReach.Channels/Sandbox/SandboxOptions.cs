namespace ActiveReach.Channels.Sandbox;

/// <summary>How the stand-in carrier behaves (settings <c>Sandbox__*</c>). Everything random is drawn from the seed and the
/// message's key, so that a run can be repeated.</summary>
public sealed record SandboxOptions
{
    /// <summary>File of the accepted messages, one JSON line each (<c>Sandbox__Outbox</c>); default
    /// <c>{DataDirectory}/sandbox/outbox.jsonl</c>.</summary>
    public required string Outbox { get; init; }

    /// <summary>Time of a call in milliseconds of real time. Default 20.</summary>
    public int LatencyMs { get; init; } = 20;

    /// <summary>Messages a minute and channel; null (default) is unlimited.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>Whether a message that comes again under its key is taken only once, as good providers do. False is a plain carrier:
    /// it takes whatever comes, and nothing may be repeated without knowing. Default true.</summary>
    public bool HonoursKeys { get; init; } = true;

    /// <summary>Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Mean delay of receipts, clicks and replies in milliseconds of business time. Default 500.</summary>
    public int EventDelayMs { get; init; } = 500;

    /// <summary>Share of messages that are delivered; the others fail or bounce. Default 0.97.</summary>
    public double DeliveredRate { get; init; } = 0.97;

    /// <summary>Share of delivered mails that are opened. Default 0.4.</summary>
    public double OpenRate { get; init; } = 0.4;

    /// <summary>Share of delivered messages with a tracked link that are clicked. Default 0.1.</summary>
    public double ClickRate { get; init; } = 0.1;

    /// <summary>Overrides of <see cref="ClickRate"/> by variant (<c>Sandbox__ClickRateByVariant__B</c>).</summary>
    public IReadOnlyDictionary<string, double> ClickRateByVariant { get; init; } = new Dictionary<string, double>();

    /// <summary>Share of delivered texts that are answered. Default 0.03.</summary>
    public double ReplyRate { get; init; } = 0.03;

    /// <summary>Share of delivered messages whose recipient says stop. Default 0.002.</summary>
    public double StopRate { get; init; } = 0.002;

    /// <summary>Share of events that come twice. Default 0.01.</summary>
    public double DuplicateRate { get; init; } = 0.01;

    /// <summary>Share of receipts that come after what they should precede. Default 0.05.</summary>
    public double ReorderRate { get; init; } = 0.05;

    public double ClickRateOf(string? variant) => variant is not null && ClickRateByVariant.TryGetValue(variant, out var rate) ? rate : ClickRate;
}
