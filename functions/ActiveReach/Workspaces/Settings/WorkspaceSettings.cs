using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>What an admin has set, as one JSON document: each feature reads its own section out of it and leaves the others alone. What isn't in
/// it is at its default.</summary>
[JsonConverter(typeof(Converter))]
public sealed class WorkspaceSettings
{
    public static readonly WorkspaceSettings Default = new(new JsonObject());

    private readonly ConcurrentDictionary<Type, ISettingsSection> read = new();
    private readonly JsonElement document;

    public WorkspaceSettings(JsonObject document)
        : this(JsonSerializer.SerializeToElement(document, Wire.Json))
    {
    }

    private WorkspaceSettings(JsonElement document) => this.document = document;

    public T Of<T>()
        where T : class, ISettingsSection, new() => (T)Of(typeof(T));

    /// <summary>The same with other values in one section.</summary>
    public WorkspaceSettings With(ISettingsSection section)
    {
        var members = JsonObject.Create(document)!;
        foreach (var member in InputShape.MembersOf(section.GetType()))
            members.Remove(member.Name);
        foreach (var (name, value) in Written(section))
            members[name] = value?.DeepClone();
        return new WorkspaceSettings(members);
    }

    /// <summary>The JSON.</summary>
    public override string ToString() => document.GetRawText();

    internal ISettingsSection Of(Type section) =>
        read.GetOrAdd(section, static (type, document) => (ISettingsSection)document.Deserialize(type, Wire.Json)!, document);

    /// <summary>The section's members as they are written.</summary>
    internal JsonObject Written(Type section) => Written(Of(section));

    private static JsonObject Written(ISettingsSection section) => JsonSerializer.SerializeToNode(section, section.GetType(), Wire.Json)!.AsObject();

    private sealed class Converter : JsonConverter<WorkspaceSettings>
    {
        public override WorkspaceSettings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, WorkspaceSettings value, JsonSerializerOptions options) => value.document.WriteTo(writer);
    }
}
