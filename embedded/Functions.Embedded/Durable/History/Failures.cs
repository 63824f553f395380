using Microsoft.DurableTask;

namespace Functions.Embedded.Durable.History;

internal static class Failures
{
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
}
