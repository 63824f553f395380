using System.Text.RegularExpressions;
using ActiveReach.Audiences.Contacts;

namespace ActiveReach.Inbox.Parked;

/// <summary>Whether something that came from outside names a person, however it writes their addresses.</summary>
internal static partial class Mention
{
    /// <summary>Carriers write numbers with their + and without.</summary>
    public static string[] AddressesOf(Contact contact) => [.. new[] { contact.Phone?.TrimStart('+'), contact.Email }.OfType<string>()];

    public static bool IsIn(string text, string[] addresses)
    {
        if (IsPlainlyIn(text, addresses))
            return true;

        // Most texts write nothing in another way.
        if (addresses.Length == 0 || (!text.Contains('%', StringComparison.Ordinal) && !text.Contains("\\u", StringComparison.Ordinal)))
            return false;
        var plain = Escape().Replace(text, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 16)).ToString());
        return IsPlainlyIn(plain, addresses);
    }

    private static bool IsPlainlyIn(string text, string[] addresses) => Array.Exists(addresses, address => text.Contains(address, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\\u(?<code>[0-9a-fA-F]{4})|%(?<code>[0-9a-fA-F]{2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
