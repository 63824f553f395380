using DurableTask.Core;
using Google.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Newtonsoft.Json.Linq;
using P = Microsoft.DurableTask.Protobuf;

namespace Durable.RealHost;

/// <summary>What an isolated worker does with what the host sends it. Public, because emitted functions derive from it.</summary>
public abstract class WorkerFunctions(HostHarness harness)
{
    public Task<string> OrchestrateAsync(string name, string request) => Task.FromResult(GrpcOrchestrationRunner.LoadAndRun(request, harness.Orchestrators[name], harness.Services));

    public async Task<object?> ActAsync(string name, string? input)
    {
        var activity = DurableTaskShimFactory.Default.CreateActivity(name, harness.Activities[name]);
        try
        {
            return await activity.RunAsync(new TaskContext(new OrchestrationInstance { InstanceId = "" }), input) is { } output ? JToken.Parse(output) : null;
        }
        catch (Exception thrown)
        {
            // The worker's extension puts the details into the message, in JSON, and the host makes this text of it.
            throw new InvalidOperationException($"Result: Failure\nException: {JsonFormatter.Default.Format(Details(thrown))}\nStack: {thrown.StackTrace}", thrown);
        }
    }

    private static P.TaskFailureDetails Details(Exception thrown) => new()
    {
        ErrorType = thrown.GetType().FullName,
        ErrorMessage = thrown.Message,
        StackTrace = thrown.StackTrace,
        InnerFailure = thrown.InnerException is { } inner ? Details(inner) : null,
    };
}
