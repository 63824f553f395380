using System.Globalization;
using System.Text;
using ActiveReach.Functions.Hosting;
using ActiveReach.Links;
using ActiveReach.Settings;

namespace ActiveReach.Functions.Composition;

/// <summary>Secrets that the operator gives; what is missing is made and kept (<see cref="KeptSecrets"/>), but where many instances must have the same.</summary>
internal sealed record SecretOptions
{
    private const int MostNumber = 9999;

    /// <summary><c>ActiveReach__LinkSigningKey</c>: at least 32 bytes. Default none.</summary>
    public string? LinkSigningKey { get; init; }

    /// <summary><c>ActiveReach__LinkSigningKeys__{number}</c>: further keys, each at least 32 bytes, with rising numbers from 1; the highest signs.
    /// Default none.</summary>
    public IReadOnlyDictionary<int, string> LinkSigningKeys { get; init; } = new Dictionary<int, string>();

    /// <summary><c>ActiveReach__WebhookSecrets__{provider}</c>: shared with the provider, and further ones under any name below,
    /// <c>…__{provider}__{name}</c>: all count. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> WebhookSecrets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public static SecretOptions Read(SettingReader settings, HostKind host)
    {
        var section = settings.Section("ActiveReach");
        var options = new SecretOptions
        {
            LinkSigningKey = section.Secret("LinkSigningKey", LinkSigner.ShortestKey),
            LinkSigningKeys = FurtherKeys(section),
            WebhookSecrets = section.SecretsOfEach("WebhookSecrets"),
        };
        section.Require(
            host is not HostKind.Functions || options.LinkSigningKey is not null,
            $"{section.NameOf("LinkSigningKey")} is missing, which every instance must have the same: write at least {LinkSigner.ShortestKey} bytes, best as a reference to a Key Vault.");
        section.Require(
            host is not HostKind.Functions || options.WebhookSecrets.ContainsKey("acs"),
            $"{section.NameOf("WebhookSecrets__acs")} is missing, which every instance must have the same: write the secret that the callbacks of Communication Services carry, best as a reference to a Key Vault.");
        return options;
    }

    private static Dictionary<int, string> FurtherKeys(SettingSection section)
    {
        const string family = "LinkSigningKeys";
        var keys = new Dictionary<int, string>();
        var numbers = new Dictionary<int, int> { [0] = 0 };
        foreach (var (member, key) in section.Secrets(family))
        {
            var name = section.NameOf($"{family}__{member}");
            if (!int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MostNumber)
                section.Require(false, $"{name} has no number for its last part; write one from 1 to {MostNumber}, e.g. {section.NameOf(family)}__1.");
            else if (Encoding.UTF8.GetByteCount(key) is var length and < LinkSigner.ShortestKey)
                section.Require(false, $"{name} has {length} bytes; write at least {LinkSigner.ShortestKey} bytes, or remove it.");
            else if (!numbers.TryAdd(LinkSigner.IdOf(number), number))
                section.Require(false, $"{name} can't be told from number {numbers[LinkSigner.IdOf(number)]} in links, which have room for {LinkSigner.MostKeys} keys; write another number, or remove one of them.");
            else
                keys[number] = key;
        }

        return keys;
    }
}
