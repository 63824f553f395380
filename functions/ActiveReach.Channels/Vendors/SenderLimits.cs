using ActiveReach.Settings;

namespace ActiveReach.Channels.Vendors;

/// <summary>Limits of single senders, in place of what their kind has at a vendor (settings <c>…PerSecondOfSender__18005550101</c>, <c>…PerMinuteOfSender__18005550101</c>): the last part is the
/// number's digits, or the name. One that has either has only what is said of itself.</summary>
/// <param name="PerSecond">By sender; null is unlimited.</param>
/// <param name="PerMinute">The same.</param>
public sealed record SenderLimits(IReadOnlyDictionary<string, int?> PerSecond, IReadOnlyDictionary<string, int?> PerMinute)
{
    public static SenderLimits None { get; } = new(new Dictionary<string, int?>(), new Dictionary<string, int?>());

    /// <param name="before">What stands before the names of the settings, e.g. <c>Sms</c>.</param>
    public static SenderLimits Read(SettingSection section, string before = "")
    {
        return new SenderLimits(Family("PerSecondOfSender"), Family("PerMinuteOfSender"));

        Dictionary<string, int?> Family(string name) => new(section.Limits(before + name, 1, int.MaxValue), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The limit of a sender; null where it has none.</summary>
    /// <param name="perMinute">What its kind has.</param>
    /// <param name="shared">Who shares that; null for the sender alone.</param>
    public SendLimit? Of(string account, Channel channel, string sender, int? perMinute, string? shared = null)
    {
        var name = sender.TrimStart('+');
        var limit = PerSecond.ContainsKey(name) || PerMinute.ContainsKey(name)
            ? new SendLimit(account, channel, PerMinute.GetValueOrDefault(name), sender) { PerSecond = PerSecond.GetValueOrDefault(name) }
            : new SendLimit(account, channel, perMinute, shared ?? sender);
        return limit.IsKnown ? limit : null;
    }
}

/// <summary>What kinds of senders there are of texts.</summary>
public enum TextSender
{
    /// <summary>A number, with its country's code.</summary>
    Number,

    /// <summary>One of North America that costs those who call it nothing.</summary>
    TollFree,
    ShortCode,

    /// <summary>Letters, which nobody can answer.</summary>
    Name,
}

public static class TextSenders
{
    private const int LongestShortCode = 8;

    /// <summary>The codes of toll-free numbers. Source: nanpa.com, "Toll Free Resources".</summary>
    private static readonly string[] TollFree = ["800", "833", "844", "855", "866", "877", "888"];

    public static TextSender Of(string sender)
    {
        var digits = sender.TrimStart('+');
        if (!digits.All(char.IsAsciiDigit))
            return TextSender.Name;
        if (digits.Length <= LongestShortCode && !sender.StartsWith('+'))
            return TextSender.ShortCode;
        return digits is ['1', .. var national] && digits.Length == 11 && TollFree.Contains(national[..3], StringComparer.Ordinal) ? TextSender.TollFree : TextSender.Number;
    }
}
