using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Channels.Twilio;

/// <summary>How Twilio signs a callback: its whole address, and the fields of the form in order, with the account's token.
/// Source: twilio.com/docs/usage/webhooks/webhooks-security.</summary>
public static class TwilioSignature
{
    /// <param name="address">As Twilio was told it, with its query.</param>
    /// <param name="fields">Each with its values; one that comes twice counts once.</param>
    public static string Of(string address, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> fields, string token)
    {
        var signed = new StringBuilder(address);
        foreach (var (name, values) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                signed.Append(name).Append(value);
        }

#pragma warning disable CA5350 // The algorithm is Twilio's.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>Each token is tried in constant time, with the address as it is and with the port that https has anyway, which Twilio names at times.</summary>
    public static bool Matches(string given, Uri address, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> fields, IEnumerable<string> tokens)
    {
        var shown = Encoding.UTF8.GetBytes(given);
        var (plain, port) = (address.AbsoluteUri, $"{address.Scheme}://{address.Host}:{address.Port}{address.PathAndQuery}");
        var isOne = false;
        foreach (var token in tokens)
        {
            foreach (var told in new[] { plain, port })
                isOne |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(told, fields, token)), shown);
        }

        return isOne;
    }
}
