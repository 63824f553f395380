namespace ActiveReach.Channels;

/// <summary>What a button below a message does. Stored by name.</summary>
public enum TemplateButtonType
{
    /// <summary>Answers with its own words.</summary>
    QuickReply,

    /// <summary>Opens an address.</summary>
    Url,

    /// <summary>Calls a number.</summary>
    PhoneNumber,
}

/// <summary>A button of a template, as its vendor is shown it.</summary>
/// <param name="Url">Of one that opens an address: the whole of it, or what it begins with, with <c>{{1}}</c> at its end in the place of what each message gives.</param>
/// <param name="Phone">Of one that calls, E.164.</param>
public sealed record TemplateButton(TemplateButtonType Type, string Text, string? Url = null, string? Phone = null)
{
    /// <summary>Stands at the end of an address that each message completes.</summary>
    public const string Place = "{{1}}";

    /// <summary>What its address begins with, where each message completes it; null where it doesn't.</summary>
    public string? Beginning() => Url is { } url && url.EndsWith(Place, StringComparison.Ordinal) ? url[..^Place.Length] : null;
}

/// <summary>A button below a message.</summary>
/// <param name="Target">The address that it opens, or the number that it calls; null where it answers.</param>
/// <param name="Value">What the vendor puts at the end of its address; null where the template has all of it.</param>
public sealed record MessageButton(TemplateButtonType Type, string Text, string? Target = null, string? Value = null);
