using ActiveReach.Settings;

namespace ActiveReach.Inbox;

/// <summary>How far the inbox may fall behind.</summary>
public sealed record InboxOptions
{
    /// <summary><c>ActiveReach__Inbox__LongestWait</c>: once an event has been due for so long, callbacks that would add to it are told to come again later;
    /// 1 min to 1 day. Default 15 min.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    public static InboxOptions Read(SettingReader settings) => new()
    {
        LongestWait = settings.Section("ActiveReach").Section("Inbox").Span(nameof(LongestWait), new InboxOptions().LongestWait, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
    };
}
