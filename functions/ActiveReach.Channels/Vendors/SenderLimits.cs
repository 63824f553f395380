using ActiveReach.Settings;

namespace ActiveReach.Channels.Vendors;

/// <summary>Limits of single senders, in place of what their kind has at a vendor (settings <c>…PerSecondOfSender__18005550101</c>, <c>…PerMinuteOfSender__18005550101</c>): the last part is the
/// number's digits, or the name. One that has either has only what is said of itself. Senders that have a limit together, as those of one registered brand or campaign do, are named under a word
/// (<c>…SendersTogether__acme</c>: <c>18005550101,18005550102</c>), which takes the place of the digits in the settings of their limit.</summary>
/// <param name="PerSecond">By sender, or the word of several; null is unlimited.</param>
/// <param name="PerMinute">The same.</param>
/// <param name="Together">The word of each sender that has its limit with others.</param>
public sealed record SenderLimits(IReadOnlyDictionary<string, int?> PerSecond, IReadOnlyDictionary<string, int?> PerMinute, IReadOnlyDictionary<string, string> Together)
{
    public static SenderLimits None { get; } = new(new Dictionary<string, int?>(), new Dictionary<string, int?>(), new Dictionary<string, string>());

    /// <param name="before">What stands before the names of the settings, e.g. <c>Sms</c>.</param>
    public static SenderLimits Read(SettingSection section, string before = "")
    {
        var (second, minute, several) = (before + "PerSecondOfSender", before + "PerMinuteOfSender", before + "SendersTogether");
        var (perSecond, perMinute, together) = (Family(second), Family(minute), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        foreach (var (word, senders) in section.Texts(several, "digits of numbers, or names, with commas between, e.g. 18005550101,18005550102", text => SendersOf(text).All(IsSender)))
        {
            var name = $"{section.NameOf(several)}__{word}";
            section.Require(Knows(word), $"{name} is '{senders}', which has no limit together; write {section.NameOf(minute)}__{word}, or {section.NameOf(second)}__{word}.");
            foreach (var sender in SendersOf(senders))
            {
                section.Require(!Knows(sender), $"{name} has {sender}, which has a limit of its own; remove it here, or {section.NameOf(minute)}__{sender} and {section.NameOf(second)}__{sender}.");
                section.Require(together.TryAdd(sender, word), $"{name} has {sender}, which is in {section.NameOf(several)}__{together[sender]} too; leave it in one of them, once.");
            }
        }

        return new SenderLimits(perSecond, perMinute, together);

        Dictionary<string, int?> Family(string name) => new(section.Limits(name, 1, int.MaxValue), StringComparer.OrdinalIgnoreCase);
        bool Knows(string sender) => perSecond.ContainsKey(sender) || perMinute.ContainsKey(sender);
    }

    /// <summary>The limit of a sender; null where it has none.</summary>
    /// <param name="perMinute">What its kind has.</param>
    /// <param name="shared">Who shares that; null for the sender alone.</param>
    public SendLimit? Of(string account, Channel channel, string sender, int? perMinute, string? shared = null)
    {
        var own = sender.TrimStart('+');
        var word = Together.GetValueOrDefault(own);
        var name = word ?? own;
        var limit = PerSecond.ContainsKey(name) || PerMinute.ContainsKey(name)
            ? new SendLimit(account, channel, PerMinute.GetValueOrDefault(name), word ?? sender) { PerSecond = PerSecond.GetValueOrDefault(name) }
            : new SendLimit(account, channel, perMinute, shared ?? sender);
        return limit.IsKnown ? limit : null;
    }

    private static bool IsSender(string text) => text.Length is >= 1 and <= 15 && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is ' ');

    private static IEnumerable<string> SendersOf(string text) => text.Split(',').Select(sender => sender.Trim().TrimStart('+'));
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
