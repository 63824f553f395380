using ActiveReach.Channels.Google;
using ActiveReach.Channels.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Rcs;

/// <summary>An account at Google's RCS Business Messaging (settings <c>ActiveReach__Rcs__*</c>). It takes messages of RCS as soon as its service account is set; the
/// senders are ids of its agents.</summary>
public sealed record RcsOptions
{
    private const string Everywhere = "https://rcsbusinessmessaging.googleapis.com";

    /// <summary>The service account of the agents' project or partner.</summary>
    public required GoogleAccount Account { get; init; }

    /// <summary>That of the region in which the agents were made, unless another is set.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>For how long Google tries to deliver a message that no other channel follows; 10 seconds to 15 days. Default a day.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Messages in any minute, at least 1; null, the default, is unlimited.</summary>
    public int? PerMinute { get; init; }

    /// <returns>Null where no service account is set.</returns>
    public static RcsOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Rcs");
        var account = GoogleAccount.Read(section, "Google's console");
        var region = section.TextOrNone("Region", "the region of the agents: us, europe or asia", text => text is "us" or "europe" or "asia");
        var endpoint = section.EndpointOrNone(nameof(Endpoint), Everywhere);
        var lifetime = section.Span(nameof(Lifetime), TimeSpan.FromDays(1), RcsProvider.ShortestLife, RcsProvider.LongestLife);
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue);
        return account is null
            ? null
            : new RcsOptions { Account = account, Endpoint = endpoint ?? new Uri(region is null ? Everywhere : $"https://{region}-rcsbusinessmessaging.googleapis.com"), Lifetime = lifetime, PerMinute = perMinute };
    }
}
