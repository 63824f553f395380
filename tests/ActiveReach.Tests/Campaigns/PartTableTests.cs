using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;

namespace ActiveReach.Tests.Campaigns;

public sealed class PartTableTests
{
    [Fact]
    public void Every_part_of_a_definition_has_its_row_in_the_table()
    {
        var all = Parts(typeof(CampaignDefinition), "").ToList();
        Assert.Empty(all.Except(PartTable.All.Select(rule => rule.Part)));
        Assert.DoesNotContain(
            PartTable.All.Select(rule => rule.Part).Except(all).Except(["experiment", PartTable.Contents]), part => !part.StartsWith("trigger.", StringComparison.Ordinal));
        Assert.InRange(all.Count, 45, 100);
    }

    [Fact]
    public void Every_type_and_channel_is_thought_of()
    {
        Assert.Empty(Enum.GetNames<CampaignType>().Except(PartTable.All.Where(rule => rule.Part == "type").Select(rule => rule.Value is null ? nameof(CampaignType.OneTime) : Pascal(rule.Value)))
            .Except([nameof(CampaignType.Test)]));
        Assert.Empty(ChannelSet.All.SelectMany(channel => channel.Traits().Content).Select(member => $"{PartTable.Contents}.{member}").Except(PartTable.All.Select(rule => rule.Part)));
    }

    private static IEnumerable<string> Parts(Type type, string path)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var part = path.Length == 0 ? name : $"{path}.{name}";
            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var below = part is "channels" or "variants" ? Parts(inner.GetGenericArguments()[0], part + "[]")
                : part == "variants[].content" ? Parts(inner.GetGenericArguments()[1], PartTable.Contents)
                : part is "audience" or "experiment" or "schedule" or "approval" ? Parts(inner, part)
                : [part];
            foreach (var each in below)
                yield return each;
        }
    }

    private static string Pascal(string snake) => string.Concat(snake.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
