using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.TestSends;

/// <summary>Which messages a test send consists of: receivers × channels × variants, where there is an address and a content; and what
/// is left out for want of one.</summary>
internal static class TestContents
{
    public static (IReadOnlyList<(TestReceiver Receiver, Channel Channel, string Variant)> Messages, IReadOnlyList<TestLeftOut> LeftOut) Of(
        CampaignDefinition definition, TestRequest asked, IReadOnlyList<TestReceiver> receivers, IReadOnlyCollection<Channel> served)
    {
        var variants = VariantsOf(definition, asked.Variants);
        var channels = ChannelsOf(variants, asked.Channels, served);
        var wanted = asked.Channels is null or [] ? definition.Channels.Select(choice => choice.Channel).Union(variants.SelectMany(variant => variant.Content.Keys).Order()).ToList() : channels;
        var messages = new List<(TestReceiver, Channel, string)>();
        var leftOut = new List<TestLeftOut>();
        foreach (var receiver in receivers)
        {
            if (channels.TrueForAll(channel => receiver.AddressOn(channel) is null))
                throw NoAddress(receiver, channels);
            foreach (var channel in wanted)
            {
                var missing = Missing(receiver, channel, variants, served);
                leftOut.AddRange(missing);
                if (!missing.Exists(each => each.Variant is null))
                    messages.AddRange(variants.Where(variant => variant.Content.ContainsKey(channel)).Select(variant => (receiver, channel, variant.Id)));
            }
        }

        return ([.. messages.Distinct()], [.. leftOut.Distinct()]);
    }

    /// <summary>Why the receiver gets nothing on the channel, or not each variant.</summary>
    private static List<TestLeftOut> Missing(TestReceiver receiver, Channel channel, List<Variant> variants, IReadOnlyCollection<Channel> served)
    {
        var lacking = variants.Where(variant => !variant.Content.ContainsKey(channel)).ToList();
        if (!served.Contains(channel))
            return [Out(null, "channel_not_available", $"Nothing here sends {channel.Name()} yet.")];
        if (lacking.Count == variants.Count)
            return [Out(null, "no_content", $"No variant has content for {channel.Name()}: write it, or take the channel out.")];
        if (receiver.AddressOn(channel) is null)
            return [Out(null, "no_address", receiver.WhyNot(channel))];
        return [.. lacking.Select(variant => Out(variant.Id, "no_content", $"Variant {variant.Id} has no content for {channel.Name()}: write it, or take the channel out."))];

        TestLeftOut Out(string? variant, string reason, string message) => new(receiver.Member.Email, channel, variant, reason, message);
    }

    private static List<Variant> VariantsOf(CampaignDefinition definition, IReadOnlyList<string>? ids)
    {
        if (ids is null or [])
            return [.. definition.Variants];
        return [.. ids.Distinct(StringComparer.Ordinal).Select((id, place) => definition.Variants.FirstOrDefault(variant => variant.Id == id)
            ?? throw new InvalidInputException($"variants[{place}]", "unknown_variant",
                $"variants[{place}] is '{id}': the campaign has {(definition.Variants.Count == 0 ? "none yet" : string.Join(", ", definition.Variants.Select(each => each.Id)))}."))];
    }

    private static List<Channel> ChannelsOf(List<Variant> variants, IReadOnlyList<string>? names, IReadOnlyCollection<Channel> served)
    {
        var written = variants.SelectMany(variant => variant.Content.Keys).Distinct().Where(served.Contains).Order().ToList();
        var known = written.Count == 0 ? "none yet" : string.Join(", ", written.Select(channel => channel.Name()));
        if (names is null or [])
            return written.Count > 0 ? written : throw new InvalidInputException("channels", "no_content", "There is nothing to send: write the content of a variant first.");
        return [.. names.Select((name, place) => ChannelNames.TryParse(name, out var channel) && written.Contains(channel)
            ? channel
            : throw new InvalidInputException($"channels[{place}]", "unknown_channel", $"channels[{place}] is '{name}': these variants have content for {known}.")).Distinct()];
    }

    private static InvalidInputException NoAddress(TestReceiver receiver, List<Channel> channels) => new(
        receiver.Path, "no_address",
        $"{receiver.Path} has no address for {string.Join(", ", channels.Select(channel => channel.Name()))}: choose another channel or member, or let an admin add a phone with PATCH members/{receiver.Member.Id}.");
}
