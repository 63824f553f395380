using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Workspaces;

namespace ActiveReach.InApp;

/// <summary>What an app shows to read the inbox of one contact: workspace, contact and an end, signed. Nothing of it is kept.</summary>
public sealed class InboxTokens(LinkSigner signer, TimeProvider clock)
{
    private const string Prefix = "iat_";
    private const int Longest = 400;
    private const int SignatureBytes = 32;

    public string Write(WorkspaceId workspace, ContactId contact, DateTimeOffset until)
    {
        var said = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{workspace.Value} {contact} {until.ToUnixTimeSeconds()}"));
        Span<byte> signature = stackalloc byte[SignatureBytes];
        signer.Sign(LinkPurpose.Inbox, said, signature);
        return $"{Prefix}{Base64Url.EncodeToString(said)}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The contact that the token is for; null when this installation didn't write it, when it is over, and when it is for another workspace.</summary>
    public ContactId? Read(string token, WorkspaceId workspace)
    {
        if (token.Length > Longest || !token.StartsWith(Prefix, StringComparison.Ordinal) || token[Prefix.Length..].Split('.') is not [var first, var second]
            || !Base64Url.IsValid(first) || !Base64Url.IsValid(second))
        {
            return null;
        }

        var said = Base64Url.DecodeFromChars(first);
        if (!signer.Verify(LinkPurpose.Inbox, said, Base64Url.DecodeFromChars(second)))
            return null;
        return Encoding.UTF8.GetString(said).Split(' ') is [var owner, var contact, var until] && owner == workspace.Value && ContactId.TryParse(contact, out var id)
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var second1970) && clock.GetUtcNow().ToUnixTimeSeconds() < second1970
            ? id
            : null;
    }
}
