using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Sight;

/// <summary>What surrounds the functions that a message, a timer or an orchestration starts: a failure is logged by its kind and place, and
/// goes on to the host without its message. Hosts write what reaches them into logs and histories, and the message of an exception may quote
/// a contact. Requests have <see cref="Http.RequestMiddleware"/>; orchestrators only pass on what their activities failed of.</summary>
internal sealed class FaultMiddleware(ILogger<FaultMiddleware> log) : IFunctionsWorkerMiddleware
{
    private static readonly string[] Triggers = ["queueTrigger", "timerTrigger", "activityTrigger"];

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => IsWork(context.FunctionDefinition) ? WatchAsync(context, next) : next(context);

    private async Task WatchAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (error is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            log.LogError("Function {Function} failed, reference {Reference}: {Fault}", context.FunctionDefinition.Name, context.InvocationId, FaultText.Of(error));
            throw new FunctionFailedException(error);
        }
    }

    private static bool IsWork(FunctionDefinition function)
    {
        foreach (var binding in function.InputBindings.Values)
        {
            if (Triggers.Contains(binding.Type, StringComparer.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

/// <summary>A failure as the host may know it: its kinds. The app's own log has the place.</summary>
internal sealed class FunctionFailedException(Exception error) : Exception(FaultText.KindsOf(error));
