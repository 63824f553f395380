using System.Buffers.Text;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Push;

/// <summary>Who we are to the push services of browsers (VAPID, RFC 8292; settings <c>ActiveReach__WebPush__*</c>): the pair of keys that browsers were shown when they
/// subscribed. They are written to as soon as the private one is set.</summary>
public sealed record WebPushOptions
{
    /// <summary>Hosts of the push services of Chrome, Edge, Firefox and Safari; a dot before a name is for all below it.</summary>
    private const string KnownHosts = "fcm.googleapis.com,.push.services.mozilla.com,.notify.windows.com,.push.apple.com";

    private const int PublicBytes = 65;
    private const int PrivateBytes = 32;

    /// <summary>65 bytes in base64url, as browsers take it.</summary>
    public required string PublicKey { get; init; }

    /// <summary>32 bytes in base64url.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>Where a push service reaches whoever operates this: a <c>mailto:</c> or <c>https:</c> address.</summary>
    public required string Subject { get; init; }

    /// <summary>Hosts that a subscription may name, since whoever registers a device says where its messages go. Default those of Chrome, Edge, Firefox and Safari.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Whether messages may be sent there.</summary>
    public bool Allows(Uri endpoint) =>
        (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
        && Hosts.Any(host => host.StartsWith('.') ? endpoint.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) : endpoint.Host.Equals(host, StringComparison.OrdinalIgnoreCase));

    /// <returns>Null where no private key is set.</returns>
    public static WebPushOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("WebPush");
        var publicKey = section.TextOrNone(nameof(PublicKey), "the 65 bytes of a P-256 point in base64url, as browsers take it", text => IsBytes(text, PublicBytes));
        var privateKey = section.Secret(nameof(PrivateKey), "the 32 bytes of its key in base64url", text => IsBytes(text, PrivateBytes));
        var subject = section.TextOrNone(nameof(Subject), "an address of yours, e.g. mailto:push@shop.example", text => text.StartsWith("mailto:", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal));
        var hosts = section.TextOrNone(nameof(Hosts), "names of hosts with commas between them", text => text.Split(',').All(host => Uri.CheckHostName(host.Trim().TrimStart('.')) is not UriHostNameType.Unknown && host.Contains('.', StringComparison.Ordinal)), KnownHosts)!;
        section.Require((publicKey is null) == (privateKey is null), $"{section.NameOf(publicKey is null ? nameof(PublicKey) : nameof(PrivateKey))} is missing; write both of {section.NameOf(nameof(PublicKey))} and {section.NameOf(nameof(PrivateKey))}, or none.");
        section.Require(privateKey is null || subject is not null, $"{section.NameOf(nameof(Subject))} is missing; write where push services reach you, e.g. mailto:push@shop.example.");
        return publicKey is not null && privateKey is not null && subject is not null
            ? new WebPushOptions { PublicKey = publicKey, PrivateKey = privateKey, Subject = subject, Hosts = hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) }
            : null;
    }

    private static bool IsBytes(string text, int count) => Base64Url.IsValid(text, out var length) && length == count;
}
