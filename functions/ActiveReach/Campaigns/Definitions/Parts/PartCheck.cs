using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Providers;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Finds the parts of a definition that would be accepted and ignored, by <see cref="PartTable"/> and by what this installation
/// can send.</summary>
internal static class PartCheck
{
    public static IEnumerable<InputProblem> Idle(CampaignDefinition definition, IReadOnlyDictionary<Channel, ChannelTaker> sendable)
    {
        var refused = new List<string>();
        foreach (var given in GivenParts.Of(definition))
        {
            // What is refused as a whole needs no word on its parts.
            if (refused.Exists(whole => given.Path.StartsWith(whole, StringComparison.Ordinal)) || Refusal(definition, given, sendable) is not { } problem)
                continue;
            refused.Add(given.Path + ".");
            yield return problem;
        }
    }

    private static InputProblem? Refusal(CampaignDefinition definition, GivenPart given, IReadOnlyDictionary<Channel, ChannelTaker> sendable) => given.Part switch
    {
        "channels[].channel" when !sendable.ContainsKey(given.Channel!.Value) => new InputProblem(given.Path, "channel_not_available",
            $"Nothing here sends {given.Channel.Value.Name()} yet: use {string.Join(" or ", sendable.Keys.Order().Select(channel => channel.Name()))}."),
        PartTable.Contents when definition.Channels.Count > 0 && definition.Channels.All(choice => choice.Channel != given.Channel) => new InputProblem(given.Path, "channel_not_chosen",
            $"{given.Path} would be sent to nobody, since channels doesn't name {given.Channel!.Value.Name()}: remove it, or add the channel to channels."),
        _ when given.Channel is { } channel && given.Part.StartsWith(PartTable.Contents + ".", StringComparison.Ordinal) && sendable.GetValueOrDefault(channel)?.Provider is { } provider
            && provider.LeavesOut.Contains(given.Part[(PartTable.Contents.Length + 1)..]) && !HasTextInstead(definition, given) => new InputProblem(given.Path, "not_carried",
            $"{given.Path} can't be sent through {provider.Limit.Account}, which takes this channel here: remove it, or send through another provider."),
        _ => PartTable.Find(given.Part, given.Value)?.Refusal(definition, given.Path, given.Channel),
    };

    /// <summary>Whether it is about cards, and there is a text for whoever can't show them.</summary>
    private static bool HasTextInstead(CampaignDefinition definition, GivenPart given) => given.Part is PartTable.Contents + ".cards" or PartTable.Contents + ".cardWidth"
        && definition.Variants.Where((variant, index) => given.Path.StartsWith($"variants[{index}].", StringComparison.Ordinal)).All(variant => !string.IsNullOrWhiteSpace(variant.Content[given.Channel!.Value].Text));
}
