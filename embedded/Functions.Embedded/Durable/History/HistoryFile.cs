using System.Text.Json;
using System.Text.Json.Serialization;
using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Storage;

namespace Functions.Embedded.Durable;

/// <summary>Writes the history of an instance as JSON, to be kept and replayed against later code (see <see cref="ReplayCheck"/>).</summary>
public sealed class HistoryFile
{
    private readonly EngineParts parts;

    internal HistoryFile(EngineParts parts) => this.parts = parts;

    /// <summary>The history of the instance's current execution. Throws when there is no such instance.</summary>
    public string Export(string instanceId) => parts.Store.Database.Read(session =>
    {
        var (key, _) = InstanceRows.Find(session, instanceId)
            ?? throw new ArgumentException($"There is no orchestration with the instance id '{instanceId}'. Check the id.", nameof(instanceId));
        var history = HistoryRows.Load(session, key);
        return StoredHistory.Of(instanceId, history).Write();
    });
}

/// <summary>The form of a history file.</summary>
internal sealed record StoredHistory(string Orchestrator, string InstanceId, IReadOnlyList<StoredLine> Events)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static StoredHistory Of(string instanceId, List<HistoryEvent> history) =>
        new(history.Find(line => line.Kind == HistoryKind.ExecutionStarted)!.Name!, instanceId, history.ConvertAll(StoredLine.From));

    public string Write() => JsonSerializer.Serialize(this, Options);

    public static StoredHistory Read(string json) => JsonSerializer.Deserialize<StoredHistory>(json, Options)
        ?? throw new ArgumentException("The history is empty. Pass the text of a history file.", nameof(json));
}

/// <summary>One line of a history file.</summary>
internal sealed record StoredLine(HistoryKind Kind, DateTime At, int? Task, string? Name, string? Text)
{
    public static StoredLine From(HistoryEvent line) =>
        new(line.Kind, new DateTime(line.At, DateTimeKind.Utc), line.TaskId < 0 ? null : line.TaskId, line.Name, line.Text);

    public HistoryEvent ToEvent() => new(Kind, At.ToUniversalTime().Ticks, Task ?? -1, Name, Text);
}
