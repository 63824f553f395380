using System.Text.RegularExpressions;
using ActiveReach.Consent.Caps;
using ActiveReach.Problems;

namespace ActiveReach.Consent;

/// <summary>What frequency caps and topics must be like.</summary>
internal static partial class CapAndTopicRules
{
    private const int MostCaps = 20;
    private const int MostTags = 20;
    private const int MostTopics = 50;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static IEnumerable<InputProblem> Check(ReachSettings settings) =>
    [
        .. settings.Caps.Count > MostCaps
            ? [new InputProblem("caps", "too_many", $"caps has {settings.Caps.Count} entries: keep it to {MostCaps}.")]
            : settings.Caps.SelectMany((cap, index) => Cap($"caps[{index}]", cap, [.. settings.Caps.Take(index).Select(each => each.Name)])),
        .. settings.Topics.Count > MostTopics
            ? [new InputProblem("topics", "too_many", $"topics has {settings.Topics.Count} entries: keep it to {MostTopics}.")]
            : settings.Topics.SelectMany(topic => Topic(topic.Key, topic.Value)),
    ];

    private static IEnumerable<InputProblem> Cap(string path, FrequencyCap cap, IReadOnlyList<string> taken)
    {
        foreach (var problem in QuietHoursRules.Name($"{path}.name", cap.Name, taken))
            yield return problem;
        if (cap.Most is < 1 or > 1000)
            yield return new($"{path}.most", "out_of_range", $"{path}.most is {cap.Most}: give 1 to 1000; to send nothing, take the channel out of the campaigns.");
        if (cap.Within < Shortest || cap.Within > FrequencyCap.Longest)
            yield return new($"{path}.within", "out_of_range", $"{path}.within is {System.Xml.XmlConvert.ToString(cap.Within)}: give PT1M to P{FrequencyCap.Longest.Days}D.");
        if (cap.Tags.Count > MostTags || cap.Tags.Any(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > 50))
            yield return new($"{path}.tags", "invalid_value", $"{path}.tags takes up to {MostTags} tags of 1 to 50 characters.");
    }

    private static IEnumerable<InputProblem> Topic(string key, ConsentTopic topic)
    {
        var path = $"topics.{(key.Length <= 60 ? key : key[..60] + "…")}";
        if (!KeyPattern().IsMatch(key))
            yield return new(path, "invalid_name", $"'{path}' can't be a topic: use 1 to 40 of a-z, 0-9 and _, starting with a letter.");
        if (string.IsNullOrWhiteSpace(topic.Name) || topic.Name.Length > 60 || topic.Name.Any(char.IsControl))
            yield return new($"{path}.name", "wrong_length", $"{path}.name takes 1 to 60 characters on one line, as people are to read it.");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyPattern();
}
