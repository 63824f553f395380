using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Channels.Ses;

/// <summary>Signs a request to Amazon (Signature Version 4), as far as ours need it: a path without anything that would have to be encoded.
/// Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.</summary>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The date as it is signed and shown in <c>X-Amz-Date</c>.</summary>
    public static string Written(DateTimeOffset date) => date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The header <c>Authorization</c>.</summary>
    /// <param name="headers">What is signed besides <c>Host</c> and <c>X-Amz-Date</c>.</param>
    public static string Of(AwsKey key, string method, Uri address, ReadOnlySequence<byte> body, DateTimeOffset date, params IEnumerable<(string Name, string Value)> headers)
    {
        var written = Written(date);
        var signed = headers.Append(("host", address.Authority)).Append(("x-amz-date", written)).Select(header => (Name: header.Item1.ToLowerInvariant(), Value: header.Item2.Trim())).OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(';', signed.Select(header => header.Name));
        var query = string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var canonical = $"{method}\n{address.AbsolutePath}\n{query}\n{string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{Convert.ToHexStringLower(HashOf(body))}";
        var scope = $"{written[..8]}/{key.Region}/{key.Service}/aws4_request";
        var toSign = $"{Algorithm}\n{written}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = HMACSHA256.HashData(key.OfDay(written[..8]), Encoding.UTF8.GetBytes(toSign));
        return $"{Algorithm} Credential={key.Id}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(signature)}";
    }

    private static byte[] HashOf(ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in body)
            hash.AppendData(piece.Span);
        return hash.GetHashAndReset();
    }
}

/// <summary>Who signs, for which service of which region.</summary>
internal sealed class AwsKey(string id, string secret, string region, string service)
{
    private DayKey? newest;

    public string Id => id;

    public string Region => region;

    public string Service => service;

    /// <summary>What requests of a day are signed with: it is made once a day, since the four hashes cost more than the rest of a signature.</summary>
    public byte[] OfDay(string day)
    {
        var known = newest;
        if (known?.Day != day)
            newest = known = new DayKey(day, new[] { day, region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (before, part) => HMACSHA256.HashData(before, Encoding.UTF8.GetBytes(part))));
        return known.Key;
    }

    private sealed record DayKey(string Day, byte[] Key);
}
