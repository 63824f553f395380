using System.Runtime.ExceptionServices;
using Microsoft.DurableTask;

namespace Functions.Embedded.Durable.Replay;

/// <summary>
/// Tries a call again, step for step as Durable Task does, so that task ids and timers come out the same: delays are durable
/// timers, and one more timer, due at once, follows the last failed attempt of a policy.
/// </summary>
internal static class Retries
{
    public const string NoSuchOrchestrator = "OrchestratorTaskNotFound";

    public static async Task<T> ByPolicy<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<DateTime, Task> delayUntil, Func<Task<T>> attempt)
    {
        var first = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            ExceptionDispatchInfo failure;
            try
            {
                return await attempt();
            }
            catch (Exception error) when (!IsFinal(error))
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }

            if (number == policy.MaxNumberOfAttempts)
            {
                await delayUntil(context.CurrentUtcDateTime);
                failure.Throw();
            }

            if (!policy.Handle(failure.SourceException) || IsOver(policy, first, context.CurrentUtcDateTime))
                failure.Throw();
            await delayUntil(context.CurrentUtcDateTime + Delay(policy, number));
        }
    }

    public static async Task<T> ByHandler<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var first = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            ExceptionDispatchInfo failure;
            TaskFailureDetails details;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException error) when (!IsFinal(error))
            {
                failure = ExceptionDispatchInfo.Capture(error);
                details = error.FailureDetails;
            }

            if (!await handler(new RetryContext(context, number, details, context.CurrentUtcDateTime - first, CancellationToken.None)))
                failure.Throw();
        }
    }

    /// <summary>No repetition brings forth code that isn't there. The Durable extension tells so of an orchestrator only: an activity it doesn't know is
    /// tried again.</summary>
    private static bool IsFinal(Exception error) => error is TaskFailedException { FailureDetails.ErrorType: NoSuchOrchestrator };

    private static bool IsOver(RetryPolicy policy, DateTime first, DateTime now) =>
        policy.RetryTimeout != Timeout.InfiniteTimeSpan && policy.RetryTimeout < DateTime.MaxValue - first && now >= first + policy.RetryTimeout;

    private static TimeSpan Delay(RetryPolicy policy, int failed)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failed - 1);
        return milliseconds < policy.MaxRetryInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : policy.MaxRetryInterval;
    }
}
