using System.Security.Cryptography;
using System.Text;
using ActiveReach.Channels.Vendors;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Push;

/// <summary>A project of Firebase, whose Cloud Messaging takes the messages for Android and iOS (settings <c>ActiveReach__Fcm__*</c>) as soon as its service account is set.</summary>
public sealed record FcmOptions
{
    /// <summary>Id of the project, as the service account says.</summary>
    public required string Project { get; init; }

    /// <summary>The service account's address.</summary>
    public required string ClientEmail { get; init; }

    /// <summary>Its private key, as PEM.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>Where its tokens are got, as it says.</summary>
    public required Uri TokenAddress { get; init; }

    /// <summary>Default <c>https://fcm.googleapis.com</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Messages in any minute, at least 1; null is unlimited. Default 600,000, which a project has at first.</summary>
    public int? PerMinute { get; init; }

    /// <returns>Null where no service account is set.</returns>
    public static FcmOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Fcm");
        var account = section.Secret("ServiceAccount", "the JSON of a service account's key, as the console of Firebase gives it, in one line", text => Parse(text) is not null);
        var endpoint = section.Endpoint(nameof(Endpoint), "https://fcm.googleapis.com");
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue, otherwise: 600_000);
        return account is not null && Parse(account) is { } read ? read with { Endpoint = endpoint, PerMinute = perMinute } : null;
    }

    /// <summary>Null for what is no key of a service account.</summary>
    private static FcmOptions? Parse(string text)
    {
        try
        {
            var json = JsonInput.Read(Encoding.UTF8.GetBytes(text));
            var (project, email, key) = (Word("project_id"), Word("client_email"), Word("private_key"));
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return VendorAddress.Of(Word("token_uri")) is { } tokens && project.Length > 0 && email.Length > 0
                ? new FcmOptions { Project = project, ClientEmail = email, PrivateKey = key, TokenAddress = tokens, Endpoint = tokens }
                : null;

            string Word(string name) => json[name]?.AsText ?? "";
        }
        catch (Exception unreadable) when (unreadable is InvalidInputException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
