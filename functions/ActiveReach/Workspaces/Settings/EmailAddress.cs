using System.Text.RegularExpressions;

namespace ActiveReach.Workspaces;

/// <summary>Addresses of members and senders: one plain address, without names, comments or quotes.</summary>
public static partial class EmailAddress
{
    public static bool IsValid(string text) => text.Length <= 254 && Pattern().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z][A-Za-z0-9-]{1,62}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
