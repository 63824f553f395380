using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Channels;

namespace ActiveReach.Campaigns.Definitions;

/// <param name="Path">e.g. <c>channels[1].template</c>.</param>
/// <param name="Part">The same as the table writes it, e.g. <c>channels[].template</c>.</param>
/// <param name="Value">The value where it is a text.</param>
/// <param name="Channel">The channel that it is about, if any.</param>
internal readonly record struct GivenPart(string Path, string Part, string? Value, Channel? Channel);

/// <summary>The parts that stand in a definition, in its own order.</summary>
internal static class GivenParts
{
    /// <summary>What is inside of them has a language of its own.</summary>
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal) { "audience.where", "trigger.where", "trigger.when", "ads", "conversion", "schedule.recurrence", "approval.escalation" };

    public static IEnumerable<GivenPart> Of(CampaignDefinition definition) => Below(CampaignView.Definition(definition), "", "", null);

    private static IEnumerable<GivenPart> Below(JsonObject node, string path, string part, Channel? channel)
    {
        if (part == "channels[]" && ChannelNames.TryParse((string?)node["channel"], out var chosen))
            channel = chosen;
        foreach (var (name, value) in node)
        {
            var isChannel = part == "variants[].content";
            var about = isChannel && ChannelNames.TryParse(name, out var written) ? written : channel;
            foreach (var given in At(value, Joined(path, name), Joined(part, isChannel ? "*" : name), about))
                yield return given;
        }
    }

    private static IEnumerable<GivenPart> At(JsonNode? value, string path, string part, Channel? channel)
    {
        switch (value)
        {
            case null or JsonArray { Count: 0 }:
                break;
            case JsonObject members:
                yield return new GivenPart(path, part, null, channel);
                foreach (var below in Whole.Contains(part) ? [] : Below(members, path, part, channel))
                    yield return below;
                break;
            case JsonArray items when items[0] is JsonObject && part is "channels" or "variants":
                for (var index = 0; index < items.Count; index++)
                {
                    foreach (var below in Below(items[index]!.AsObject(), $"{path}[{index}]", part + "[]", channel))
                        yield return below;
                }

                break;
            default:
                yield return new GivenPart(path, part, value.GetValueKind() is JsonValueKind.String ? (string)value! : null, channel);
                break;
        }
    }

    private static string Joined(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
