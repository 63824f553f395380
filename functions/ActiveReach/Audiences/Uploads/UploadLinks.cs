using System.Buffers.Text;
using System.Text;
using ActiveReach.Links;

namespace ActiveReach.Audiences.Uploads;

/// <summary>Links to which a file may be sent without a key: the id of the upload, signed.</summary>
/// <param name="publicUrl">Base of links (setting <c>ActiveReach__PublicUrl</c>).</param>
public sealed class UploadLinks(LinkSigner signer, Uri publicUrl)
{
    public const string Path = "api/uploads/";

    private const int SignatureBytes = 24;
    private const int IdLength = 24;

    public string UrlOf(Upload upload) => $"{publicUrl.AbsoluteUri.TrimEnd('/')}/{Path}{TokenOf(upload.Id)}";

    /// <summary>The id in a token; null when this installation did not write it.</summary>
    public string? Read(string token)
    {
        if (token.Length != IdLength + Base64Url.GetEncodedLength(SignatureBytes) || !Base64Url.IsValid(token.AsSpan(IdLength)))
            return null;
        var id = token[..IdLength];
        return signer.Verify(LinkPurpose.Upload, Encoding.UTF8.GetBytes(id), Base64Url.DecodeFromChars(token.AsSpan(IdLength))) ? id : null;
    }

    /// <summary>The id in a link; null when it is none of this installation.</summary>
    public string? ReadUrl(string url)
    {
        var start = url.LastIndexOf("/" + Path, StringComparison.Ordinal);
        return start < 0 ? null : Read(url[(start + 1 + Path.Length)..]);
    }

    private string TokenOf(string id)
    {
        var signature = new byte[SignatureBytes];
        signer.Sign(LinkPurpose.Upload, Encoding.UTF8.GetBytes(id), signature);
        return id + Base64Url.EncodeToString(signature);
    }
}
