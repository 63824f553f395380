using System.Globalization;
using ActiveReach.Channels;

namespace ActiveReach.Consent;

/// <summary>Says of an audience of whom nobody can be reached why that is, and what somebody can do about it.</summary>
/// <param name="Reason">A sentence.</param>
/// <param name="NextAction">The counts by reason, and what helps.</param>
public sealed record NobodyReached(string Reason, string NextAction)
{
    private static readonly Dictionary<string, (string One, string Many, string Remedy)> Words = new(StringComparer.Ordinal)
    {
        [SkipReason.NoConsent] = ("has given no consent", "have given no consent", "Record their consent, if they gave it."),
        [SkipReason.OptedOut] = ("opted out", "opted out", "Choose another channel or audience: whoever said no is not sent to."),
        [SkipReason.TopicOptedOut] = ("opted out of the topic", "opted out of the topic", "Choose another topic or audience."),
        [SkipReason.Suppressed] = ("is on the suppression list", "are on the suppression list", "Choose another audience; only an admin takes an address off the suppression list."),
        [SkipReason.HeldForReview] = ("asked to stop in words that nobody has read yet", "asked to stop in words that nobody has read yet", "Decide on the requests to stop in consent/reviews."),
        [SkipReason.SlotPassed] = ("lives where that time was over", "live where that time was over", "Choose a later time, or set schedule.slotPassed to next_day."),
        [SkipReason.Overridden] = ("belongs to an outlet with a campaign of its own instead", "belong to outlets with campaigns of their own instead", "See those campaigns, or cancel them before this one is sent."),
        [SkipReason.Holdout] = ("is held out", "are held out", "Lower experiment.holdout, or choose a larger audience."),
        [SkipReason.FrequencyCap] = ("has got as many messages as the caps allow", "have got as many messages as the caps allow", "Send it later, or raise the cap in the settings."),
        [SkipReason.ContactGone] = ("is gone", "are gone", "Choose another audience."),
        [SkipReason.NotInAudience] = ("is not in the audience", "are not in the audience", "Widen the campaign's audience."),
        [SkipReason.DuplicateAddress] = ("has the address of somebody else who was sent to", "have the address of somebody else who was sent to", "Merge contacts that are one person."),
        [SkipReason.NotDeliveredThere] = ("has a number in a country that the channel delivers no marketing to", "have numbers in countries that the channel delivers no marketing to", "Add another channel, e.g. sms."),
        [SkipReason.OutsideSession] = ("has not written within a day, and only who has may get free words", "have not written within a day, and only those who have may get free words", "Use a template, or add another channel."),
        [SkipReason.NoSender] = ("has no sender to be written from", "have no sender to be written from", "Set a sender for the channel in the settings."),
        [SkipReason.RenderFailed] = ("could not be written to, because the message did not render", "could not be written to, because the message did not render", "Preview the message for one of them and mend its fields."),
    };

    /// <param name="reasons">How many, by reason; see <see cref="SkipReason"/>.</param>
    /// <param name="channels">On which they were to be reached.</param>
    public static NobodyReached Of(long people, IReadOnlyDictionary<string, long> reasons, IReadOnlyList<Channel> channels)
    {
        if (people == 0)
            return new NobodyReached("Nobody matches the audience.", "0 people match: change the audience's filter, segments or names.");
        var ordered = reasons.Where(each => each.Value > 0).OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).ToList();
        var why = string.Join(", ", ordered.Select(each => Text($"{each.Value} {Phrase(each.Key, each.Value, channels)}")));
        var remedies = string.Join(' ', ordered.Take(2).Select(each => Remedy(each.Key, channels)));
        return people == 1
            ? new NobodyReached("1 person matches the audience and can't be reached.", $"1 person matches and can't be reached: {why}. {remedies}")
            : new NobodyReached(Text($"{people} people match the audience, and none of them can be reached."), Text($"{people} people match, none can be reached: {why}. {remedies}"));
    }

    private static string Phrase(string reason, long count, IReadOnlyList<Channel> channels)
    {
        if (reason == SkipReason.NoAddress)
            return $"{(count == 1 ? "has" : "have")} no {Address(channels)}";
        return Words.TryGetValue(reason, out var words) ? (count == 1 ? words.One : words.Many) : $"{(count == 1 ? "was" : "were")} refused ({reason})";
    }

    private static string Remedy(string reason, IReadOnlyList<Channel> channels) => reason == SkipReason.NoAddress
        ? $"Add a {Address(channels)} to the contacts, or choose a channel on which they have an address."
        : Words.TryGetValue(reason, out var words) ? words.Remedy : "See the recipients for the reason of each.";

    private static string Address(IReadOnlyList<Channel> channels) => string.Join(" or ", channels.Select(channel => channel.Address() switch
    {
        ChannelAddress.Email => "e-mail address",
        ChannelAddress.Device => "device",
        ChannelAddress.App => "app",
        _ => "phone",
    }).Distinct());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
