using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Channels.Vendors;

/// <summary>The pair by which a vendor that knows keys knows a message that comes again. Both halves follow from what the ledger wrote down before the first call, so every
/// process that repeats it says the same; a message that went back to planned has another first call, and another pair.</summary>
internal readonly record struct RepeatKey(Guid Id, string FirstSent)
{
    /// <summary>Communication Services remember for five minutes. What is younger than this when it is repeated is less old than that when it arrives.
    /// Source: learn.microsoft.com/rest/api/communication/repeatable-requests.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(270);

    private static ReadOnlySpan<byte> WithoutRow => "no row"u8;

    /// <summary>A message of a run has a row in the ledger; one to try a campaign out, or to a member, has none.</summary>
    public static RepeatKey Of(OutgoingMessage message) => Of(message.IdempotencyKey, message.FirstSentAt, hasRow: message.Origin.Run is not null);

    public static RepeatKey Of(string key, DateTimeOffset firstSentAt, bool hasRow)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}|{firstSentAt.ToUnixTimeMilliseconds()}")));
        var id = hash.AsSpan(0, 16);

        // A UUID of one's own making, version 8 (RFC 9562, 5.8). How it begins tells that no report of it is for the ledger.
        if (!hasRow)
            WithoutRow.CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new RepeatKey(new Guid(id, bigEndian: true), firstSentAt.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));
    }

    /// <summary>Whether an id is ours, of a message without a row. One of a thousand million million that others make begins so by chance.</summary>
    public static bool IsWithoutRow(string? id) => Guid.TryParse(id, out var known) && known.Version is 8 && known.ToByteArray(bigEndian: true).AsSpan().StartsWith(WithoutRow);
}
