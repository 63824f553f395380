using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.TestSends;

/// <summary>Which messages a test send consists of: receivers × channels × variants, where there is an address and a content.</summary>
internal static class TestContents
{
    public static IReadOnlyList<(TestReceiver Receiver, Channel Channel, string Variant)> Of(
        CampaignDefinition definition, TestRequest asked, IReadOnlyList<TestReceiver> receivers, IReadOnlyCollection<Channel> served)
    {
        var variants = VariantsOf(definition, asked.Variants);
        var channels = ChannelsOf(variants, asked.Channels, served);
        var messages = new List<(TestReceiver, Channel, string)>();
        foreach (var receiver in receivers)
        {
            var reached = channels.Where(channel => receiver.AddressOn(channel) is not null).ToList();
            if (reached.Count == 0)
                throw NoAddress(receiver, channels);
            messages.AddRange(reached.SelectMany(channel => variants.Where(variant => variant.Content.ContainsKey(channel)).Select(variant => (receiver, channel, variant.Id))));
        }

        return [.. messages.Distinct()];
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
