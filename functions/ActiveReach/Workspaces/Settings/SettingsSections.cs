using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>A kind of section, as the composition names it.</summary>
public sealed class SettingsSection
{
    private SettingsSection(Type type) => Type = type;

    /// <summary>The record.</summary>
    public Type Type { get; }

    public static SettingsSection Of<T>()
        where T : class, ISettingsSection, new() => new(typeof(T));
}

/// <summary>The settings as callers see and change them, put together from the sections of the features.</summary>
/// <param name="all">In the order in which they are shown.</param>
public sealed class SettingsSections(IReadOnlyList<SettingsSection> all)
{
    private readonly List<JsonPropertyInfo> members = [.. all.SelectMany(section => InputShape.MembersOf(section.Type))];

    public IReadOnlyList<Type> Types { get; } = [.. all.Select(section => section.Type)];

    /// <summary>The settings with what is at its default, in order.</summary>
    public WorkspaceSettings Complete(WorkspaceSettings settings) =>
        new(new JsonObject(Types.SelectMany(settings.Written).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));

    /// <summary>The settings as a JSON merge patch asks for them.</summary>
    /// <exception cref="InvalidInputException">Members that no section has, or values of the wrong type.</exception>
    public WorkspaceSettings Apply(WorkspaceSettings before, InputValue patch)
    {
        MergePatch.RefuseUnknown(patch, untold => InputShape.Check(untold, members));
        var asked = MergePatch.Apply(JsonSerializer.SerializeToNode(Complete(before), Wire.Json), patch)!.AsObject();
        var read = InputValue.Of(JsonSerializer.SerializeToElement(asked));
        InputShape.Check(read, members);
        read.RefuseProblems();
        return new WorkspaceSettings(asked);
    }

    /// <summary>What of it is to be stored at once.</summary>
    public WorkspaceSettings Begun(WorkspaceSettings asked, WorkspaceSettings before) => Complete(Types.Aggregate(asked, (settings, type) => settings.With(asked.Of(type).Begun(before))));

    /// <summary>What is stored, with the values of every section. Members that no section here has stay: another version of the app knows them.</summary>
    public WorkspaceSettings Into(WorkspaceSettings stored, WorkspaceSettings after) => Types.Aggregate(stored, (settings, type) => settings.With(after.Of(type)));

    public IReadOnlyList<InputProblem> Check(WorkspaceSettings settings) => [.. Types.SelectMany(type => settings.Of(type).Check())];

    /// <summary>Whether what is shown gets on without a new version.</summary>
    public bool IsUnderWay(WorkspaceSettings settings) => Types.Any(type => settings.Of(type).IsUnderWay);
}
