using System.Buffers.Text;
using System.Text;
using ActiveReach.Links;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>Links under which anybody gets an upload: its workspace and id, signed. They stay as long as the upload does and a key that signed them is known.</summary>
/// <param name="publicUrl">Base of links (setting <c>ActiveReach__PublicUrl</c>).</param>
public sealed class MediaLinks(LinkSigner signer, Uri publicUrl)
{
    private const byte Format = 1;
    private const int IdBytes = 20;
    private const int SignatureBytes = 16;
    private const int FixedBytes = 1 + IdBytes;
    private const int LongestToken = 120;

    public string UrlOf(WorkspaceId workspace, string media) => $"{publicUrl.AbsoluteUri.TrimEnd('/')}/m/{TokenOf(workspace, media)}";

    /// <summary>As the workspace's messages show it.</summary>
    public string UrlOf(Workspace workspace, string media) => $"{LinkSettings.BaseOf(workspace, publicUrl.AbsoluteUri.TrimEnd('/'))}/m/{TokenOf(workspace.Id, media)}";

    public string TokenOf(WorkspaceId workspace, string media)
    {
        var id = MediaItem.BytesOf(media) ?? throw new ArgumentException($"'{media}' is no id of an upload.", nameof(media));
        var token = new byte[FixedBytes + Encoding.UTF8.GetByteCount(workspace.Value) + SignatureBytes];
        token[0] = Format;
        id.CopyTo(token, 1);
        Encoding.UTF8.GetBytes(workspace.Value, token.AsSpan(FixedBytes));
        signer.Sign(LinkPurpose.Media, token.AsSpan(0, token.Length - SignatureBytes), token.AsSpan(token.Length - SignatureBytes));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What a token leads to; null when this installation did not write it, bit for bit.</summary>
    public (WorkspaceId Workspace, string Media)? Read(string token)
    {
        if (token.Length > LongestToken || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= FixedBytes + SignatureBytes || Base64Url.EncodeToString(bytes) != token)
            return null;
        var message = bytes.AsSpan(0, bytes.Length - SignatureBytes);
        return signer.Verify(LinkPurpose.Media, message, bytes.AsSpan(message.Length)) && message[0] == Format
            ? (new WorkspaceId(Encoding.UTF8.GetString(message[FixedBytes..])), MediaItem.IdOfBytes(message.Slice(1, IdBytes)))
            : null;
    }
}
