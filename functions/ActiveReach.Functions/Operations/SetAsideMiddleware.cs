using System.Globalization;
using ActiveReach.Functions.Sight;
using ActiveReach.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Operations;

/// <summary>What surrounds the functions that settle what failed too often. A message that they can't settle either is set aside for a person to look at: the
/// Functions host would run it five times and then leave it on its poison queue for good, where nobody sees it.</summary>
/// <remarks>Around <see cref="FaultMiddleware"/>, which tells the log why, and lets no more than the kinds of the fault through.</remarks>
internal sealed class SetAsideMiddleware(SetAside setAside, SetAsideMeter meter, ILogger<SetAsideMiddleware> log) : IFunctionsWorkerMiddleware
{
    /// <summary>Of the host's five, so that keeping it may fail twice.</summary>
    private const int Tries = 3;

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        AppFunctions.PoisonQueues.TryGetValue(context.FunctionDefinition.Name, out var queue) ? WatchAsync(context, queue, next) : next(context);

    private async Task WatchAsync(FunctionContext context, string queue, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (FunctionFailedException failed) when (TriesOf(context) >= Tries && Text(context, "QueueTrigger") is { } body)
        {
            await setAside.RunAsync(queue, body, failed.Message, context.CancellationToken);
            meter.Count(queue);
            log.LogError("A message of {Queue} could neither be carried out nor settled and is set aside, reference {Reference}.", queue, context.InvocationId);
        }
    }

    private static int TriesOf(FunctionContext context) => int.TryParse(Text(context, "DequeueCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var tries) ? tries : 0;

    private static string? Text(FunctionContext context, string name) => context.BindingContext.BindingData.GetValueOrDefault(name)?.ToString();
}
