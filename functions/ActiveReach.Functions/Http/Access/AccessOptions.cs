using ActiveReach.Settings;

namespace ActiveReach.Functions.Http;

/// <summary>Settings that decide who gets in.</summary>
public sealed record AccessOptions
{
    /// <summary><c>ActiveReach__PublicUrl</c>: where the app is reached from outside. Default <c>http://localhost:7071</c>.</summary>
    public Uri PublicUrl { get; init; } = new("http://localhost:7071");

    /// <summary><c>ActiveReach__PlatformSignIn</c>: whether the platform in front signs users in and sets
    /// <c>X-MS-CLIENT-PRINCIPAL</c>. Anyone could send that header where it doesn't. Default false.</summary>
    public bool PlatformSignIn { get; init; }

    /// <summary>The app keeps nothing in files of its own: then the well-known keys never work.</summary>
    public bool UsesCloudStores { get; init; }

    public static AccessOptions Read(SettingReader settings, bool usesCloudStores)
    {
        var section = settings.Section("ActiveReach");
        return new AccessOptions
        {
            PublicUrl = section.Address("PublicUrl", "http://localhost:7071"),
            PlatformSignIn = section.Flag("PlatformSignIn", false),
            UsesCloudStores = usesCloudStores,
        };
    }
}
