using Functions.Embedded.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Durable.Replay;

internal enum Ending
{
    Completed,
    Failed,
    Terminated,
    ContinuedAsNew,
}

/// <summary>How an execution ended.</summary>
internal sealed record Completion(Ending Ending, string? Output, TaskFailureDetails? Failure = null)
{
    /// <summary>Events the next execution gets.</summary>
    public IReadOnlyList<HistoryEvent> Carried { get; init; } = [];

    /// <summary>What the instance's row says from now on.</summary>
    public OrchestrationRuntimeStatus Status => Ending switch
    {
        Ending.Completed => OrchestrationRuntimeStatus.Completed,
        Ending.Failed => OrchestrationRuntimeStatus.Failed,
        Ending.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => OrchestrationRuntimeStatus.Running,
    };

    public HistoryEvent ToEvent(long at) => Ending switch
    {
        Ending.Completed => new HistoryEvent(HistoryKind.ExecutionCompleted, at, text: Output),
        Ending.Failed => new HistoryEvent(HistoryKind.ExecutionFailed, at, text: StoredFailure.Write(Failure!)),
        Ending.ContinuedAsNew => new HistoryEvent(HistoryKind.ContinuedAsNew, at, text: Output),
        _ => new HistoryEvent(HistoryKind.ExecutionTerminated, at, text: Output),
    };

    /// <summary>What the caller hears. A terminated sub-orchestration is a failed one to him.</summary>
    public HistoryEvent ForParent(int taskId, long at) => Ending == Ending.Completed
        ? new HistoryEvent(HistoryKind.SubOrchestrationCompleted, at, taskId, text: Output)
        : new HistoryEvent(
            HistoryKind.SubOrchestrationFailed,
            at,
            taskId,
            text: StoredFailure.Write(Failure ?? new TaskFailureDetails("OrchestrationTerminated", "The sub-orchestration was terminated.", null, null, null)));
}

/// <summary>What an episode asks for.</summary>
internal sealed record TurnOutcome(
    IReadOnlyList<OrchestratorAction> Actions,
    IReadOnlyList<int> CancelledTimers,
    string? CustomStatus,
    bool IsSuspended,
    Completion? Completion);
