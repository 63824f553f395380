using System.Security.Cryptography;

namespace ActiveReach.Channels.Attached;

/// <summary>The bytes of an attachment, read once for all who get it. What vendors want of them besides is made once, too.</summary>
public sealed class AttachedFile(byte[] bytes)
{
    private readonly Lazy<ReadOnlyMemory<byte>> base64 = new(() => Encoded(bytes));
    private readonly Lazy<string> sha256 = new(() => Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public long Length => bytes.Length;

    /// <summary>In base64 without line breaks, as UTF-8.</summary>
    public ReadOnlyMemory<byte> Base64 => base64.Value;

    /// <summary>In hexadecimal.</summary>
    public string Sha256 => sha256.Value;

    public Stream Open() => new MemoryStream(bytes, writable: false);

    private static byte[] Encoded(byte[] bytes)
    {
        var text = new byte[System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, text, out _, out _);
        return text;
    }
}
