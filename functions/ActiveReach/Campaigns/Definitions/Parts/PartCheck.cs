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

        foreach (var problem in Unfit(definition, sendable))
            yield return problem;
    }

    private static InputProblem? Refusal(CampaignDefinition definition, GivenPart given, IReadOnlyDictionary<Channel, ChannelTaker> sendable) => given.Part switch
    {
        "channels[].channel" when !sendable.ContainsKey(given.Channel!.Value) => new InputProblem(given.Path, "channel_not_available",
            $"Nothing here sends {given.Channel.Value.Name()} yet: use {string.Join(" or ", sendable.Keys.Order().Select(channel => channel.Name()))}."),
        PartTable.Contents when definition.Channels.Count > 0 && definition.Channels.All(choice => choice.Channel != given.Channel) => new InputProblem(given.Path, "channel_not_chosen",
            $"{given.Path} would be sent to nobody, since channels doesn't name {given.Channel!.Value.Name()}: remove it, or add the channel to channels."),
        _ when given.Channel is { } channel && given.Part.StartsWith(PartTable.Contents + ".", StringComparison.Ordinal) && sendable.GetValueOrDefault(channel)?.Provider is { } provider
            && provider.LeavesOut.Contains(given.Part[(PartTable.Contents.Length + 1)..]) => new InputProblem(given.Path, "not_carried",
            $"{given.Path} can't be sent through {provider.Limit.Account}, which takes this channel here: remove it, or send through another provider."),
        _ => PartTable.Find(given.Part, given.Value)?.Refusal(definition, given.Path, given.Channel),
    };

    /// <summary>What a vendor can't be given of a content as it is written.</summary>
    private static IEnumerable<InputProblem> Unfit(CampaignDefinition definition, IReadOnlyDictionary<Channel, ChannelTaker> sendable) =>
        from variant in definition.Variants.Select((variant, index) => (variant.Content, index))
        from entry in variant.Content
        where sendable.ContainsKey(entry.Key)
        let provider = sendable[entry.Key].Provider
        let unfit = provider.Unfit(entry.Value.Suggestions ?? [], entry.Value.CarouselOf(StandIn))
        where unfit is not null && (unfit.Value.Part != "cards" || string.IsNullOrWhiteSpace(entry.Value.Text))
        select new InputProblem($"variants[{variant.index}].content.{entry.Key.Name()}.{unfit.Value.Part}", "not_carried",
            $"variants[{variant.index}].content.{entry.Key.Name()}.{unfit.Value.Part} can't be sent through {provider.Limit.Account}, since {unfit.Value.Why}: change it,{(unfit.Value.Part == "cards" ? " write a text that is sent instead," : "")} or send through another provider.");

    private static MessageMedia? StandIn(CardContent card) => card.Media is [var upload, ..] ? new MessageMedia(upload.MediaId, "", "") : null;
}
