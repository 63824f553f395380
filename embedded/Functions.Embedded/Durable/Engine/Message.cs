using Functions.Embedded.Durable.History;

namespace Functions.Embedded.Durable.Engine;

/// <summary>Something for an instance to take in.</summary>
/// <param name="Happened">What will stand in its history.</param>
/// <param name="Execution">The execution it is for; later ones drop it.</param>
/// <param name="InboxId">The row that keeps it until then; 0 when it can be told again from other facts.</param>
internal sealed record Message(HistoryEvent Happened, int Execution = Message.AnyExecution, long InboxId = 0)
{
    public const int AnyExecution = -1;

    /// <summary>Start of a delayed instance: wakes it and leaves no line of its own.</summary>
    public static Message Start { get; } = new(new HistoryEvent(HistoryKind.OrchestratorStarted, 0));

    /// <summary>The code of the instance left its thread.</summary>
    public static Message Stray { get; } = new(new HistoryEvent(HistoryKind.ExecutionFailed, 0));
}
