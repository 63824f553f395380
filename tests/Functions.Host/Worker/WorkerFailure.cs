using Functions.Host.Worker.Protocol;

namespace Functions.Host.Worker;

/// <summary>What the worker answered instead of a result. The Durable extension reads type and message of an activity's failure out of this
/// very form of text.</summary>
internal sealed class WorkerFailure(string message) : Exception(message)
{
    public static void ThrowIfFailed(StatusResult? result, string of)
    {
        if (result?.Status is not StatusResult.Types.Status.Success)
            throw new WorkerFailure($"Result: {of} {result?.Status}\nException: {result?.Exception?.Message}\nStack: {result?.Exception?.StackTrace}");
    }
}
