namespace Functions.Embedded.Durable.History;

/// <summary>One line of a history; never changed once made, so it may be read by several threads.</summary>
/// <param name="kind">What happened.</param>
/// <param name="at">Business time of the episode, in UTC ticks.</param>
/// <param name="taskId">The call it belongs to; -1 when it belongs to none.</param>
/// <param name="name">Activity, sub-orchestration or event.</param>
/// <param name="text">Payload, failure, or the id of the other instance.</param>
internal sealed class HistoryEvent(HistoryKind kind, long at, int taskId = -1, string? name = null, string? text = null)
{
    public HistoryKind Kind { get; } = kind;

    public int TaskId { get; } = taskId;

    public long At { get; } = at;

    public string? Name { get; } = name;

    public string? Text { get; } = text;

    /// <summary>Bytes it takes in memory, about; names are shared.</summary>
    public int Size => 64 + (Text is null ? 0 : 24 + (2 * Text.Length));

    public HistoryEvent During(long episode) => At == episode ? this : new HistoryEvent(Kind, episode, TaskId, Name, Text);
}
