namespace Functions.Embedded.Durable.History;

/// <summary>What happened to an orchestration. The numbers are stored.</summary>
internal enum HistoryKind
{
    OrchestratorStarted = 0,
    ExecutionStarted = 1,
    TaskScheduled = 2,
    TaskCompleted = 3,
    TaskFailed = 4,
    TimerCreated = 5,
    TimerFired = 6,
    SubOrchestrationCreated = 7,
    SubOrchestrationCompleted = 8,
    SubOrchestrationFailed = 9,
    EventSent = 10,
    EventRaised = 11,
    ExecutionSuspended = 12,
    ExecutionResumed = 13,
    ExecutionTerminated = 14,
    ExecutionCompleted = 15,
    ExecutionFailed = 16,

    /// <summary>Stands in history files only: in the store the next execution has taken its place.</summary>
    ContinuedAsNew = 17,
}
