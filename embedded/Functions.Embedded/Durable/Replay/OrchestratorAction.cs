using Functions.Embedded.Durable.History;

namespace Functions.Embedded.Durable.Replay;

/// <summary>Something an orchestrator asked for.</summary>
/// <param name="kind">The history event that will record it.</param>
/// <param name="id">Its sequence number in this execution.</param>
internal sealed class OrchestratorAction(HistoryKind kind, int id)
{
    public HistoryKind Kind { get; } = kind;

    public int Id { get; } = id;

    public string? Name { get; init; }

    /// <summary>Input or payload.</summary>
    public string? Payload { get; init; }

    /// <summary>The instance created or addressed.</summary>
    public string? Target { get; init; }

    public DateTime FireAt { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>A timer cancelled before it was ever set.</summary>
    public bool Cancelled { get; set; }

    public HistoryEvent ToEvent(long at) => new(Kind, at, Id, Name, Kind == HistoryKind.TaskScheduled ? Payload : Target);

    public override string ToString() => Describe(Kind, Name);

    public static string Describe(HistoryKind kind, string? name) => kind switch
    {
        HistoryKind.TaskScheduled => $"a call of activity '{name}'",
        HistoryKind.SubOrchestrationCreated => $"a call of sub-orchestration '{name}'",
        HistoryKind.EventSent => $"the sending of event '{name}'",
        _ => "a timer",
    };
}
