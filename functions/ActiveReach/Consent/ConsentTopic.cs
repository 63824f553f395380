using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent;

/// <summary>Something that messages are about and that people may say yes or no to, e.g. offers or news.</summary>
/// <param name="Name">As people read it.</param>
public sealed record ConsentTopic(string Name)
{
    /// <summary>A topic that a caller names must be one of the workspace's; none at all is right.</summary>
    public static IEnumerable<InputProblem> Check(string? topic, Workspace workspace)
    {
        if (topic is null || workspace.Topics.ContainsKey(topic))
            yield break;
        var known = workspace.Topics.Count == 0 ? "has none; an admin adds one in its settings" : $"has {string.Join(", ", workspace.Topics.Keys.Order(StringComparer.Ordinal))}";
        yield return new InputProblem("topic", "unknown_topic", $"topic is '{(topic.Length <= 60 ? topic : topic[..60] + "…")}', but the workspace {known}. Name one of them, or leave topic out.");
    }
}
