using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>What a column fills, as mappings write it: a column of the contract (<c>phone</c>, <c>tags</c>, <c>consent.email</c>,
/// <c>custom.plan</c>), and beside it
/// <c>phone?</c> (external_id, email, country alike): where no other column of the row gives one;
/// <c>consent.email=opted_in</c>: whoever has a value here, whatever it is (a time, a reason), has given that consent;
/// <c>consent.email!</c>: the words mean the opposite (yes to "unsubscribed");
/// <c>consent.email~</c>: only a no counts, a yes says nothing;
/// <c>phone+</c> (also <c>phone+?</c>): digits begin with the country code, without a plus.</summary>
/// <param name="WhenGiven">The consent of whoever has a value here.</param>
public readonly record struct ColumnMeaning(string Name, bool IsFallback = false, ConsentState? WhenGiven = null, bool IsNegated = false, bool IsOnlyNo = false, bool HasCountryCode = false)
{
    /// <summary>The channel whose consent the column tells.</summary>
    public Channel? ConsentChannel =>
        Name.StartsWith("consent.", StringComparison.Ordinal) && ChannelNames.TryParse(Name["consent.".Length..], out var channel) ? channel : null;

    /// <summary>The custom field that the column fills.</summary>
    public string? CustomField => Name.StartsWith("custom.", StringComparison.Ordinal) ? Name["custom.".Length..] : null;

    /// <summary>Null when nothing is meant by that.</summary>
    public static ColumnMeaning? Parse(string text)
    {
        if (text.Split('=') is [var consent, var state])
            return ConsentNames.Parse(state) is { } given && new ColumnMeaning(consent, WhenGiven: given) is { ConsentChannel: not null } meaning ? meaning : null;
        if (text.EndsWith('!') || text.EndsWith('~'))
            return new ColumnMeaning(text[..^1], IsNegated: text[^1] == '!', IsOnlyNo: text[^1] == '~') is { ConsentChannel: not null } turned ? turned : null;
        if (text is "phone+")
            return new ColumnMeaning("phone", HasCountryCode: true);
        if (text.EndsWith('?'))
            return text is "phone+?" ? new ColumnMeaning("phone", IsFallback: true, HasCountryCode: true)
                : text[..^1] is "external_id" or "phone" or "email" or "country" ? new ColumnMeaning(text[..^1], IsFallback: true) : null;
        var plain = new ColumnMeaning(text);
        return ContactFields.ByName.ContainsKey(text) || plain.ConsentChannel is not null
            || (plain.CustomField is { } field && ValueRules.IsCustomName(field))
            ? plain
            : null;
    }

    /// <summary>Whether another column of the file may mean the same.</summary>
    public bool MayRepeat => IsFallback || ConsentChannel is not null;
}
