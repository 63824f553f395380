using ActiveReach.Settings;

namespace ActiveReach.Access;

/// <summary>How browsers stay signed in.</summary>
public sealed record SessionOptions
{
    /// <summary><c>ActiveReach__SessionLifetime</c>: after it the key is asked for again; 1 min to 30 days. Default 12 hours, a working day.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(12);

    public static SessionOptions Read(SettingReader settings) => new()
    {
        Lifetime = settings.Section("ActiveReach").Span("SessionLifetime", new SessionOptions().Lifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
    };
}
