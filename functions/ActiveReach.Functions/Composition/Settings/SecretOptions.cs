using ActiveReach.Links;
using ActiveReach.Settings;

namespace ActiveReach.Functions.Composition;

/// <summary>Secrets that the operator gives; what is missing is made and kept (<see cref="KeptSecrets"/>).</summary>
internal sealed record SecretOptions
{
    /// <summary><c>ActiveReach__LinkSigningKey</c>: at least 32 bytes. Default none.</summary>
    public string? LinkSigningKey { get; init; }

    /// <summary><c>ActiveReach__WebhookSecrets__{provider}</c>: shared with the provider. Default none.</summary>
    public IReadOnlyDictionary<string, string> WebhookSecrets { get; init; } = new Dictionary<string, string>();

    public static SecretOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach");
        return new SecretOptions
        {
            LinkSigningKey = section.Secret("LinkSigningKey", LinkSigner.ShortestKey),
            WebhookSecrets = section.Secrets("WebhookSecrets"),
        };
    }
}
