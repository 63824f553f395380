using DurableTask.Core;
using Functions.Embedded.Durable.Replay;
using Microsoft.DurableTask;

namespace Functions.Embedded.Durable.History;

internal static class Failures
{
    /// <summary>What awaiting a failed call throws. As since Microsoft.DurableTask 1.28, an activity's failure carries the exception of
    /// DurableTask.Core beneath it, a sub-orchestration's nothing.</summary>
    public static TaskFailedException Of(OrchestratorAction call, TaskFailureDetails details) => call.Kind is HistoryKind.TaskScheduled
        ? new TaskFailedException(call.Name!, call.Id, new DurableTask.Core.Exceptions.TaskFailedException { FailureDetails = Core(details) })
        : new TaskFailedException(call.Name!, call.Id, details);

    /// <summary>
    /// An exception as the real worker reports it. <see cref="TaskFailureDetails.FromException"/> would lose the engine's own exceptions
    /// ("(unknown)") and what a failed task failed of.
    /// </summary>
    public static TaskFailureDetails Of(Exception error) => new(
        error.GetType().FullName ?? error.GetType().Name,
        error.Message,
        error.StackTrace,
        error is TaskFailedException failed ? failed.FailureDetails : error.InnerException is { } inner ? Of(inner) : null,
        Properties: null);

    private static FailureDetails Core(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? Core(inner) : null, isNonRetriable: false);
}
