using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>A cell that tells a consent. Where several of a row tell that of one channel, a no counts before what is unknown, and that before a
/// yes.</summary>
internal sealed class ConsentCell(Channel channel, ColumnMeaning meaning)
{
    /// <summary>What tools write where there is no time and no reason.</summary>
    private static readonly string[] Nothing = ["false", "no", "0", "none", "null", "n/a", "-", "[]", "{}"];

    public string? Read(ContactDraft draft, string cell)
    {
        var text = cell.Trim();
        if (meaning.WhenGiven is { } given)
            return SaysNothing(text) ? null : Set(draft, given);
        if (ConsentWords.Parse(text) is { } state)
            return meaning.IsOnlyNo && state is not ConsentState.OptedOut ? null : Set(draft, meaning.IsNegated ? Opposite(state) : state);
        draft.UnclearConsents = draft.UnclearConsents.Add(channel);
        return "is no consent: write opted_in, opted_out or unknown. Until then nothing is sent to the contact on the channel.";
    }

    private string? Set(ContactDraft draft, ConsentState state)
    {
        draft.Consents ??= [];
        draft.Consents[channel] = draft.Consents.TryGetValue(channel, out var before) && Weight(before) > Weight(state) ? before : state;
        return null;
    }

    private static int Weight(ConsentState state) => state switch
    {
        ConsentState.OptedOut => 2,
        ConsentState.Unknown => 1,
        _ => 0,
    };

    /// <summary>Also preferences as JSON of which none is false.</summary>
    private static bool SaysNothing(string text) =>
        Nothing.Contains(text, StringComparer.OrdinalIgnoreCase) || (text.StartsWith('{') && !text.Contains("false", StringComparison.OrdinalIgnoreCase));

    private static ConsentState Opposite(ConsentState state) => state switch
    {
        ConsentState.OptedIn => ConsentState.OptedOut,
        ConsentState.OptedOut => ConsentState.OptedIn,
        _ => ConsentState.Unknown,
    };
}
