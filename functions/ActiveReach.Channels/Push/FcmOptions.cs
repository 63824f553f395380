using ActiveReach.Channels.Google;
using ActiveReach.Channels.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Push;

/// <summary>A project of Firebase, whose Cloud Messaging takes the messages for Android and iOS (settings <c>ActiveReach__Fcm__*</c>) as soon as its service account is set.</summary>
public sealed record FcmOptions
{
    /// <summary>The service account of the project.</summary>
    public required GoogleAccount Account { get; init; }

    /// <summary>Default <c>https://fcm.googleapis.com</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Messages in any minute, at least 1; null is unlimited. Default 600,000, which a project has at first.</summary>
    public int? PerMinute { get; init; }

    /// <returns>Null where no service account is set.</returns>
    public static FcmOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Fcm");
        var account = GoogleAccount.Read(section, "the console of Firebase");
        var endpoint = section.Endpoint(nameof(Endpoint), "https://fcm.googleapis.com");
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue, otherwise: 600_000);
        return account is null ? null : new FcmOptions { Account = account, Endpoint = endpoint, PerMinute = perMinute };
    }
}
