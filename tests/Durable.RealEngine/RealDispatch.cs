using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using Google.Protobuf;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using P = Microsoft.DurableTask.Protobuf;

namespace Durable.RealEngine;

/// <summary>The dispatchers of DurableTask.Core, with the middleware that the Functions host puts before isolated workers: the history
/// goes as protobuf to the real worker's <see cref="GrpcOrchestrationRunner"/>, and its actions come back.</summary>
internal sealed class RealDispatch(IReadOnlyDictionary<string, ITaskOrchestrator> orchestrators, IReadOnlyDictionary<string, ITaskActivity> activities, IServiceProvider services)
{
    public TaskHubWorker WorkerOn(IOrchestrationService service)
    {
        var worker = new TaskHubWorker(service, new Nothing<TaskOrchestration>(), new Nothing<TaskActivity>()) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        worker.AddOrchestrationDispatcherMiddleware((context, _) => OrchestrateAsync(context));
        worker.AddActivityDispatcherMiddleware((context, _) => ActAsync(context));
        return worker;
    }

    private Task OrchestrateAsync(DispatchMiddlewareContext context)
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        context.SetProperty(orchestrators.TryGetValue(state.Name, out var orchestrator) ? Run(orchestrator, state, context.GetProperty<OrchestrationInstance>()) : Unknown(state.Name));
        return Task.CompletedTask;
    }

    private OrchestratorExecutionResult Run(ITaskOrchestrator orchestrator, OrchestrationRuntimeState state, OrchestrationInstance instance)
    {
        var request = new P.OrchestratorRequest { InstanceId = instance.InstanceId, ExecutionId = instance.ExecutionId };
        request.PastEvents.AddRange(state.PastEvents.Select(ProtobufUtils.ToHistoryEventProto));
        request.NewEvents.AddRange(state.NewEvents.Select(ProtobufUtils.ToHistoryEventProto));
        var answer = P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(
            GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrator, services)));
        return new() { Actions = [.. answer.Actions.Select(ProtobufUtils.ToOrchestratorAction)], CustomStatus = answer.CustomStatus };
    }

    /// <summary>In the words of the plain worker; the Functions host has its own.</summary>
    private static OrchestratorExecutionResult Unknown(string name) => new()
    {
        Actions =
        [
            new OrchestrationCompleteOrchestratorAction
            {
                Id = -1,
                OrchestrationStatus = OrchestrationStatus.Failed,
                FailureDetails = new FailureDetails("OrchestratorTaskNotFound", $"No orchestrator task named '{name}' was found.", null, null, isNonRetriable: true),
            },
        ],
    };

    private async Task ActAsync(DispatchMiddlewareContext context)
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        HistoryEvent answer;
        try
        {
            answer = activities.TryGetValue(scheduled.Name!, out var activity)
                ? new TaskCompletedEvent(-1, scheduled.EventId, await DurableTaskShimFactory.Default.CreateActivity(scheduled.Name!, activity).RunAsync(new TaskContext(context.GetProperty<OrchestrationInstance>()), scheduled.Input))
                : Failed(new FailureDetails("ActivityTaskNotFound", $"No activity task named '{scheduled.Name}' was found.", null, null, isNonRetriable: true));
        }
        catch (Exception thrown)
        {
            answer = Failed(Details(thrown));
        }

        context.SetProperty(new ActivityExecutionResult { ResponseEvent = answer });

        TaskFailedEvent Failed(FailureDetails details) => new(-1, scheduled.EventId, null, null, details);
    }

    private static FailureDetails Details(Exception thrown) =>
        new(thrown.GetType().FullName!, thrown.Message, thrown.StackTrace, thrown.InnerException is { } inner ? Details(inner) : null, isNonRetriable: false);

    /// <summary>The worker asks the middleware first, and that always answers.</summary>
    private sealed class Nothing<T> : INameVersionObjectManager<T>
    {
        public void Add(ObjectCreator<T> creator)
        {
        }

        public T? GetObject(string name, string? version) => default;
    }
}
