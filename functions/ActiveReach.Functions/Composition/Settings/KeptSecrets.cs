using System.Security.Cryptography;

namespace ActiveReach.Functions.Composition;

/// <summary>Secrets from the settings; one that is missing is made once and kept in the data directory, readable by its owner
/// alone.</summary>
internal sealed class KeptSecrets(SecretOptions given, StoreOptions store)
{
    private const int Bytes = 32;

    private readonly string directory = Path.Combine(store.DataDirectory, "keys");

    /// <summary>First key of the signatures in links (<c>ActiveReach__LinkSigningKey</c>), which has the number 0.</summary>
    public byte[] LinkSigningKey => System.Text.Encoding.UTF8.GetBytes(given.LinkSigningKey ?? Kept("link-signing"));

    /// <summary>All keys of the signatures in links, by number.</summary>
    public IReadOnlyDictionary<int, byte[]> LinkSigningKeys =>
        given.LinkSigningKeys.ToDictionary(key => key.Key, key => System.Text.Encoding.UTF8.GetBytes(key.Value)).Append(new(0, LinkSigningKey)).ToDictionary();

    /// <summary>A shared secret of a provider's callbacks (<c>ActiveReach__WebhookSecrets__{provider}</c>).</summary>
    public string WebhookSecret(string provider) => WebhookSecrets(provider)[0];

    /// <summary>All of them: several while one is being changed. Where only those of Communication Services are given, which many instances must have
    /// the same, they are good for the others too.</summary>
    public IReadOnlyList<string> WebhookSecrets(string provider) =>
        given.WebhookSecrets.GetValueOrDefault(provider) ?? given.WebhookSecrets.GetValueOrDefault("acs") ?? [Kept($"webhook-{provider}")];

    private string Kept(string file)
    {
        var path = Path.Combine(directory, file);
        if (File.Exists(path))
            return File.ReadAllText(path);

        Directory.CreateDirectory(directory);
        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        var draft = path + ".new";
        using (var kept = new FileStream(draft, OwnersAlone()))
            kept.Write(System.Text.Encoding.ASCII.GetBytes(made));
        File.Move(draft, path, overwrite: true);
        return made;
    }

    private static FileStreamOptions OwnersAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
