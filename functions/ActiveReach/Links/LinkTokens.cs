using System.Buffers;
using System.Buffers.Text;
using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>Writes and reads the tokens of <c>/r</c>, <c>/o</c> and <c>/u</c>: run, coordinate and link packed in bytes, signed
/// with 96 bits, in base64url (45 characters for an ordinary run).</summary>
public sealed class LinkTokens(LinkSigner signer)
{
    private const int SignatureLength = 12;
    private const int LongestPayload = 128;

    /// <summary>Longer tokens are refused unread.</summary>
    private const int LongestToken = 200;

    public string Write(LinkPurpose purpose, LinkToken token)
    {
        Span<byte> bytes = stackalloc byte[LongestPayload + SignatureLength];
        var writer = new TokenWriter(bytes[..LongestPayload]);
        writer.Write(token.Address.Run);
        writer.Write(token.Address.Shard);
        writer.Write(token.Address.Batch);
        writer.Write(token.Address.Row);
        writer.Write(token.Link);
        signer.Sign(purpose, bytes[..writer.Length], bytes.Slice(writer.Length, SignatureLength));
        return Base64Url.EncodeToString(bytes[..(writer.Length + SignatureLength)]);
    }

    /// <summary>False for anything that this installation did not write for this purpose, bit for bit.</summary>
    public bool TryRead(LinkPurpose purpose, string? text, out LinkToken token)
    {
        token = default;
        if (text is null || text.Length is 0 or > LongestToken)
            return false;
        Span<byte> bytes = stackalloc byte[LongestToken];
        if (!TryDecode(text, bytes, out var length) || length <= SignatureLength)
            return false;
        var payload = bytes[..(length - SignatureLength)];
        if (!signer.Verify(purpose, payload, bytes[(length - SignatureLength)..length]))
            return false;
        var reader = new TokenReader(payload);
        if (!reader.TryRead(out RunId run) || !reader.TryRead(out int shard) || !reader.TryRead(out int batch)
            || !reader.TryRead(out int row) || !reader.TryRead(out int link) || !reader.AtEnd)
            return false;
        token = new LinkToken(new LedgerAddress(run, shard, batch, row), link);
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
        Span<char> again = stackalloc char[LongestToken + 4];
        return Base64Url.DecodeFromChars(text, bytes, out _, out length) == OperationStatus.Done
            && Base64Url.TryEncodeToChars(bytes[..length], again, out var written)
            && again[..written].SequenceEqual(text);
    }
}
