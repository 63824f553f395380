using System.Net;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Smtp;

/// <summary>A mail server that takes the mails and delivers them (settings <c>ActiveReach__Smtp__*</c>): the one of the house, or of a provider. It takes
/// mails as soon as it is named.</summary>
public sealed record SmtpOptions
{
    /// <summary>Name or address of the server.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65,535. Default 587, where clients submit (RFC 6409); 465 with <see cref="SmtpSecurity.Tls"/> (RFC 8314).</summary>
    public int Port { get; init; } = 587;

    /// <summary>Default <see cref="SmtpSecurity.StartTls"/>.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Null (default) where the server knows who we are without.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Connections at once, 1 to 100; each carries one mail after the other. Default 8.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Mails in any minute, at least 1; null (default) is unlimited.</summary>
    public int? PerMinute { get; init; }

    /// <summary>Mails in any hour, at least 1; null (default) is unlimited.</summary>
    public int? PerHour { get; init; }

    /// <summary>Mails in any 24 hours, at least 1; null (default) is unlimited.</summary>
    public int? PerDay { get; init; }

    /// <returns>Null where no server is named.</returns>
    public static SmtpOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Smtp");
        var host = section.TextOrNone(nameof(Host), "the name of a mail server, e.g. mail.shop.example", text => Uri.CheckHostName(text) is not UriHostNameType.Unknown);
        var security = Enum.Parse<SmtpSecurity>(section.Word(nameof(Security), "starttls", "starttls", "tls", "none"), ignoreCase: true);
        var port = section.Whole(nameof(Port), security is SmtpSecurity.Tls ? 465 : 587, 1, 65535);
        var user = section.TextOrNone(nameof(User), "the name that the server knows", text => text.Length > 0);
        var password = section.Secret(nameof(Password), fewest: 1);
        var connections = section.Whole(nameof(Connections), 8, 1, 100);
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue);
        var perHour = section.Limit(nameof(PerHour), 1, int.MaxValue);
        var perDay = section.Limit(nameof(PerDay), 1, int.MaxValue);
        section.Require((user is null) == (password is null), $"{section.NameOf(user is null ? nameof(User) : nameof(Password))} is missing; write both of {section.NameOf(nameof(User))} and {section.NameOf(nameof(Password))}, or none.");
        section.Require(
            security is not SmtpSecurity.None || password is null || host is null || IsThisMachine(host),
            $"{section.NameOf(nameof(Security))} is 'none', and a password would be read on the way to {host}; write starttls or tls, or remove the password.");
        return host is null ? null : new SmtpOptions { Host = host, Port = port, Security = security, User = user, Password = password, Connections = connections, PerMinute = perMinute, PerHour = perHour, PerDay = perDay };
    }

    private static bool IsThisMachine(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>How the way to the server is kept secret.</summary>
public enum SmtpSecurity
{
    /// <summary>Begun in the open and made secret before anything is said; a server that can't is not used.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,

    None,
}
