using ActiveReach.Settings;

namespace ActiveReach.Channels.Log;

/// <summary>A dry run (settings <c>ActiveReach__Log__*</c>): channels whose messages are written to the app's log and sent to nobody.</summary>
/// <param name="Channels">Default none.</param>
public sealed record LogOptions(ChannelSet Channels)
{
    private const string All = "all";

    public static LogOptions Read(SettingReader settings) =>
        settings.Section("ActiveReach").Section("Log").TextOrNone(nameof(Channels), $"names of channels with commas between ({ChannelNames.AnyOfThem}), or {All}", text => Parse(text) is not null) is { } given ? new LogOptions(Parse(given)!.Value) : new LogOptions([]);

    private static ChannelSet? Parse(string text) =>
        text.Trim() == All ? ChannelSet.All : ChannelNames.TryParseAll(text, out var channels) ? channels : null;
}
