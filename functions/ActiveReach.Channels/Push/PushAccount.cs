using ActiveReach.Settings;

namespace ActiveReach.Channels.Push;

/// <summary>A workspace's own way to devices: its app's project of Firebase, the keys that its site shows to browsers, or both, since one account takes the channel.</summary>
public sealed record PushAccount(FcmOptions? Fcm, WebPushOptions? Browsers)
{
    /// <returns>Null where neither is named.</returns>
    public static PushAccount? Read(SettingReader settings) =>
        (FcmOptions.Read(settings), WebPushOptions.Read(settings)) is var (fcm, browsers) && (fcm is not null || browsers is not null) ? new PushAccount(fcm, browsers) : null;
}
