using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Links;

namespace ActiveReach.Workspaces;

/// <summary>How a host shows that it leads to this installation: it answers a word that nobody could guess with the host that it was asked by, signed.</summary>
public sealed class DomainProof(LinkSigner signer)
{
    /// <summary>Where it is asked, with the word behind it.</summary>
    public const string Path = "/.well-known/activereach/";

    private const int WordLength = 32;
    private const int SignatureBytes = 16;

    public static string NewWord() => RandomNumberGenerator.GetHexString(WordLength, lowercase: true);

    /// <summary>Null for what is no such word.</summary>
    public string? Answer(string word, string host)
    {
        if (word.Length != WordLength || !word.All(char.IsAsciiHexDigitLower) || host.Length > 300)
            return null;
        Span<byte> signature = stackalloc byte[SignatureBytes];
        signer.Sign(LinkPurpose.Domain, MessageOf(word, host), signature);
        return $"{host} {Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The host by which this installation was asked; null where it wasn't asked.</summary>
    public string? HostIn(string word, string answer)
    {
        if (answer.Trim().Split(' ') is not [var host, { Length: < 40 } signature] || !Base64Url.IsValid(signature))
            return null;
        return signer.Verify(LinkPurpose.Domain, MessageOf(word, host), Base64Url.DecodeFromChars(signature)) ? host : null;
    }

    private static byte[] MessageOf(string word, string host) => Encoding.UTF8.GetBytes($"{word} {host}");
}
