using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>With what a part of a definition goes, and whether it works yet.</summary>
/// <param name="Part">Where it stands, e.g. <c>schedule.at</c>, <c>channels[].template</c> or <c>variants[].content.*.html</c>, where the
/// star is any channel.</param>
internal sealed record PartRule(string Part)
{
    /// <summary>The value that the rule is about; null for every one that has no rule of its own.</summary>
    public string? Value { get; init; }

    /// <summary>The types that use it; empty for all.</summary>
    public IReadOnlyList<CampaignType> Types { get; init; } = [];

    /// <summary>The channels that use it; empty for all.</summary>
    public ChannelSet Channels { get; init; }

    /// <summary>Why it would have no effect in this very definition, as the end of a sentence; null where it has one.</summary>
    public Func<CampaignDefinition, string?> Idle { get; init; } = _ => null;

    /// <summary>What it would do, in words, where that isn't built yet.</summary>
    public string? NotYet { get; init; }

    public string NotYetCode { get; init; } = "not_available";

    /// <summary>What to do instead, besides removing it.</summary>
    public string Remedy { get; init; } = "remove it";

    /// <summary>What is wrong with giving the part at this place of the definition; null when it does what it says.</summary>
    public InputProblem? Refusal(CampaignDefinition definition, string path, Channel? channel)
    {
        var what = Value is null ? path : $"{path} '{Value}'";
        if (Types.Count > 0 && !Types.Contains(definition.Type))
            return new(path, "not_for_type", $"{what} goes with campaigns of type {List(Types.Select(Name))}, and this one is {Name(definition.Type)}: {Remedy}, or change the type.");
        if (channel is { } on && !Channels.IsEmpty && !Channels.Contains(on))
            return new(path, "not_on_this_channel", $"{what} goes with {List(Channels.Select(each => each.Name()))}, and this is {on.Name()}: {Remedy}.");
        if (Idle(definition) is { } why)
            return new(path, "no_effect", $"{what} would do nothing, since {why}: {Remedy}.");
        return NotYet is null ? null : new(path, NotYetCode, $"{NotYet} can be drafted but not sent yet: {Remedy}, or keep the draft.");
    }

    public static string Name(CampaignType type) => EnumNames.Of(type);

    private static string List(IEnumerable<string> names) => string.Join(" or ", names);
}
