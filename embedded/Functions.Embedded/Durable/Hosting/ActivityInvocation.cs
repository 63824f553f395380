using Microsoft.DurableTask;

namespace Functions.Embedded.Durable;

/// <summary>One run of an activity. It may run again with the same task id after a crash: at least once, not once.</summary>
/// <param name="Name">The activity's name as the orchestrator wrote it.</param>
/// <param name="InstanceId">The orchestration that called it.</param>
/// <param name="TaskId">The sequence number of the call in its execution.</param>
/// <param name="SerializedInput">The input as text; null when none was given.</param>
/// <param name="Converter">Reads the input and writes the result.</param>
/// <param name="CancellationToken">Cancelled when the engine stops.</param>
public sealed record ActivityInvocation(
    string Name,
    string InstanceId,
    int TaskId,
    string? SerializedInput,
    DataConverter Converter,
    CancellationToken CancellationToken)
{
    /// <summary>The input as a value of the type; the type's default when there was none.</summary>
    public T? GetInput<T>() => Converter.Deserialize<T>(SerializedInput);
}
