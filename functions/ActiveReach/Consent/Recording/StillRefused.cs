using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Consent.Recording;

/// <summary>What a yes that was recorded doesn't lift, and who can.</summary>
internal static class StillRefused
{
    /// <param name="items">How the channels stand after it.</param>
    public static IReadOnlyList<InputProblem> Of(
        IReadOnlyDictionary<Channel, ConsentState> said,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>> topics,
        IReadOnlyList<ChannelConsent> items) =>
        [.. Channels("consents", said, null, items), .. topics.SelectMany(topic => Channels($"topics.{topic.Key}", topic.Value, topic.Key, items))];

    private static IEnumerable<InputProblem> Channels(string path, IReadOnlyDictionary<Channel, ConsentState> said, string? topic, IReadOnlyList<ChannelConsent> items) =>
        from channel in said
        where channel.Value is ConsentState.OptedIn
        from item in items
        where item.Channel == channel.Key && item.Topic == topic
        from problem in Of($"{path}.{item.Channel.Name()}", item)
        select problem;

    private static IEnumerable<InputProblem> Of(string path, ChannelConsent item)
    {
        var name = item.Channel.Name();
        if (item.State is ConsentState.OptedOut)
        {
            yield return new(path, item.Topic is null ? SkipReason.OptedOut : SkipReason.TopicOptedOut, string.Create(
                CultureInfo.InvariantCulture,
                $"The yes is recorded, and nothing is sent by {name} yet: the address said no on {item.At.UtcDateTime:yyyy-MM-dd} ({item.Source}). A yes with proof lifts it, and so does an admin's."));
        }

        if (item.Suppressed)
        {
            yield return new(path, SkipReason.Suppressed,
                $"The yes is recorded, and nothing is sent by {name} yet: the address is on the suppression list ({item.SuppressedFor}), which a yes does not lift. An admin takes it off with DELETE suppressions/{{address}}.");
        }

        if (item.Held)
        {
            yield return new(path, SkipReason.HeldForReview,
                $"The yes is recorded, and nothing is sent by {name} yet: a request to stop waits. A sender or an admin decides on it with POST consent/reviews/{{id}}.");
        }
    }
}
