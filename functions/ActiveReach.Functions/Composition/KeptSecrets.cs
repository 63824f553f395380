using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Composition;

/// <summary>Secrets from the settings; one that is missing is made once and kept in the data directory, readable by its owner
/// alone.</summary>
internal sealed class KeptSecrets(IConfiguration settings)
{
    private const int Bytes = 32;

    private readonly string directory = Path.Combine(settings["ActiveReach:DataDirectory"] ?? "./.data", "keys");

    /// <summary>Key of the signatures in links (<c>ActiveReach__LinkSigningKey</c>).</summary>
    public byte[] LinkSigningKey => System.Text.Encoding.UTF8.GetBytes(Find("ActiveReach:LinkSigningKey", "link-signing"));

    /// <summary>Shared secret of a provider's callbacks (<c>ActiveReach__WebhookSecrets__{provider}</c>).</summary>
    public string WebhookSecret(string provider) => Find($"ActiveReach:WebhookSecrets:{provider}", $"webhook-{provider}");

    private string Find(string setting, string file)
    {
        if (settings[setting] is { Length: > 0 } given)
            return given;

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
