using ActiveReach.Settings;

namespace ActiveReach.Inbox.Raw;

/// <summary>How long callbacks are kept as they came.</summary>
public sealed record RawWebhookOptions
{
    /// <summary><c>ActiveReach__Webhooks__KeepRaw</c>: for so long; nothing is kept with 0. Up to 90 days. Default 7 days.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    public static RawWebhookOptions Read(SettingReader settings) => new()
    {
        Keep = settings.Section("ActiveReach").Section("Webhooks").Span("KeepRaw", new RawWebhookOptions().Keep, TimeSpan.Zero, TimeSpan.FromDays(90)),
    };
}
