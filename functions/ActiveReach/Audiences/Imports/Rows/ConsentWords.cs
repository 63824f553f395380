using System.Collections.Frozen;
using ActiveReach.Consent;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>Consent in the words of the usual exports. Whoever was cleaned (their mailbox bounces) or complained must not be sent to; whoever
/// never subscribed has said neither yes nor no.</summary>
internal static class ConsentWords
{
    private static readonly FrozenDictionary<string, ConsentState> ByWord = Words().ToFrozenDictionary(StringComparer.Ordinal);

    public static ConsentState? Parse(string text) => ConsentNames.Parse(text.Trim()) ?? (ByWord.TryGetValue(Bare(text), out var state) ? state : null);

    private static Dictionary<string, ConsentState> Words()
    {
        var words = new Dictionary<string, ConsentState>(StringComparer.Ordinal);
        Add(ConsentState.OptedIn, "yes y true t 1 on optedin optin doubleoptin doubleoptedin singleoptin subscribed subscribe active confirmed accepted granted allowed consented emailsubscribed smssubscribed acceptsmarketing marketingcontact");
        Add(ConsentState.OptedOut, "no n false f 0 off optedout optout unsubscribed unsubscribe unsub cleaned bounced hardbounced hardbounce complained complaint spam spamcomplaint abuse suppressed blocked blocklisted blacklisted denied revoked withdrawn declined refused donotcontact dnc emailunsubscribed");
        Add(ConsentState.Unknown, "unknown nonsubscribed nonsubscriber notsubscribed neversubscribed notoptedin pending unconfirmed transactional notset none na null nonmarketingcontact");
        return words;

        void Add(ConsentState state, string list)
        {
            foreach (var word in list.Split(' '))
                words.Add(word, state);
        }
    }

    /// <summary>Letters and digits in lower case: "Non-Subscribed" and "NON_SUBSCRIBED" are one word. Nothing where a sign or letters that aren't
    /// ours would be lost: -1 is no 1.</summary>
    private static string Bare(string text) => text.TrimStart().StartsWith('-') || text.Any(character => !char.IsAscii(character) && char.IsLetterOrDigit(character))
        ? ""
        : string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
