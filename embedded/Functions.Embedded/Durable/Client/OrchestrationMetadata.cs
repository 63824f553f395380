using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,
    [Obsolete("The ContinuedAsNew status is obsolete and exists only for compatibility reasons.")]
    ContinuedAsNew = 2,
    Failed = 3,
    [Obsolete("The Canceled status is not currently used and exists only for compatibility reasons.")]
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}

/// <summary>A snapshot of one instance; its inputs and outputs only when they were asked for.</summary>
public sealed class OrchestrationMetadata
{
    private readonly bool asked;

    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    internal OrchestrationMetadata(string name, string instanceId, bool asked)
        : this(name, instanceId) => this.asked = asked;

    public string Name { get; }

    public string InstanceId { get; }

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    /// <summary>The result; of a failed instance the plain message of its exception.</summary>
    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted =>
        RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput, nameof(SerializedInput));

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput, nameof(SerializedOutput));

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus, nameof(SerializedCustomStatus));

    public override string ToString() => $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}]";

    private T? Read<T>(string? text, string member)
    {
        if (!asked || DataConverter is null)
        {
            throw new InvalidOperationException(
                $"The {member} of instance '{InstanceId}' can't be read because it was not fetched. Ask with getInputsAndOutputs: true.");
        }

        return DataConverter.Deserialize<T>(text);
    }
}
