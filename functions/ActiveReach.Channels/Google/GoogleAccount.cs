using System.Security.Cryptography;
using System.Text;
using ActiveReach.Channels.Vendors;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Google;

/// <summary>A service account of Google's cloud, as the JSON of its key says.</summary>
/// <param name="Project">Id of its project.</param>
/// <param name="Email">The account's address.</param>
/// <param name="PrivateKey">As PEM.</param>
/// <param name="TokenAddress">Where its tokens are got.</param>
public sealed record GoogleAccount(string Project, string Email, string PrivateKey, Uri TokenAddress)
{
    /// <returns>Null where none is set.</returns>
    /// <param name="from">Who gives it, for the refusal: <c>the console of Firebase</c>.</param>
    internal static GoogleAccount? Read(SettingSection section, string from) =>
        section.Secret("ServiceAccount", $"the JSON of a service account's key, as {from} gives it, in one line", text => Parse(text) is not null) is { } given ? Parse(given) : null;

    /// <summary>Null for what is no key of a service account.</summary>
    private static GoogleAccount? Parse(string text)
    {
        try
        {
            var json = JsonInput.Read(Encoding.UTF8.GetBytes(text));
            var (project, email, key) = (Word("project_id"), Word("client_email"), Word("private_key"));
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return VendorAddress.Of(Word("token_uri")) is { } tokens && project.Length > 0 && email.Length > 0 ? new GoogleAccount(project, email, key, tokens) : null;

            string Word(string name) => json[name]?.AsText ?? "";
        }
        catch (Exception unreadable) when (unreadable is InvalidInputException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
