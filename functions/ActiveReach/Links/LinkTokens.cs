using System.Buffers;
using System.Buffers.Text;

namespace ActiveReach.Links;

/// <summary>Writes and reads the tokens of <c>/r</c>, <c>/o</c> and <c>/u</c>: 11 bytes that say which key signed and which message it is
/// (<see cref="TokenBits"/>), signed with 64 bits, in 26 characters of base64url. Reads those of the older form too (<see cref="LongToken"/>).</summary>
public sealed class LinkTokens(LinkSigner signer)
{
    /// <summary>Characters of a token.</summary>
    public const int Length = 26;

    /// <summary>Links of a run that can be told apart.</summary>
    public const int MostLinks = TokenBits.Links;

    private const int SignatureLength = 8;

    /// <exception cref="ArgumentOutOfRangeException">A part doesn't fit its bits.</exception>
    public string Write(LinkPurpose purpose, LinkToken token)
    {
        Span<byte> bytes = stackalloc byte[TokenBits.Bytes + SignatureLength];
        TokenBits.Write(signer.Newest, token, bytes);
        signer.Sign(purpose, bytes[..TokenBits.Bytes], bytes[TokenBits.Bytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False for anything that this installation did not write for this purpose, bit for bit.</summary>
    public bool TryRead(LinkPurpose purpose, string? text, out LinkToken token)
    {
        token = default;
        if (text is null || text.Length is 0 or > LongToken.Longest)
            return false;
        Span<byte> bytes = stackalloc byte[LongToken.Longest];
        if (!TryDecode(text, bytes, out var length))
            return false;
        if (text.Length != Length)
            return LongToken.TryRead(signer, purpose, bytes[..length], out token);
        var (key, read) = TokenBits.Read(bytes);
        if (!signer.Verify(purpose, key, bytes[..TokenBits.Bytes], bytes[TokenBits.Bytes..length]))
            return false;
        token = read;
        return true;
    }

    private static bool TryDecode(string text, Span<byte> bytes, out int length)
    {
        length = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        // Re-encoding refuses the spellings that differ only in bits that don't count.
        Span<char> again = stackalloc char[LongToken.Longest + 4];
        return Base64Url.DecodeFromChars(text, bytes, out _, out length) == OperationStatus.Done
            && Base64Url.TryEncodeToChars(bytes[..length], again, out var written)
            && again[..written].SequenceEqual(text);
    }
}
