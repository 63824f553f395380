using Functions.Embedded.Discovery;
using Functions.Embedded.Invocation;

namespace Functions.Embedded.Queues;

internal sealed class QueueOutputs : IOutputSender
{
    public Task SendAsync(FunctionEntry function, object? result, CancellationToken cancellation) => Task.CompletedTask;
}
