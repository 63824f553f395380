using Functions.Embedded.Discovery;
using Functions.Embedded.Durable;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Functions.Embedded.Orchestrations;

/// <summary>Makes the app's orchestrators and activities known to the engine, each behind the worker's pipeline.</summary>
internal static class DurableFunctions
{
    public static void Register(DurableRegistry registry, FunctionCatalog catalog, FunctionInvoker invoker)
    {
        foreach (var (function, trigger) in catalog.TriggeredBy<OrchestrationTriggerAttribute>())
            registry.AddOrchestrator(trigger.Orchestration ?? function.Name, Orchestrator(function, invoker));
        foreach (var (function, trigger) in catalog.TriggeredBy<ActivityTriggerAttribute>())
            registry.AddActivity(trigger.Activity ?? function.Name, Activity(function, invoker));
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Orchestrator(FunctionEntry function, FunctionInvoker invoker) =>
        orchestration => invoker.InvokeAsync(function, new OrchestrationInput(orchestration), services: null, CancellationToken.None).AsTask();

    private static Func<ActivityInvocation, Task<object?>> Activity(FunctionEntry function, FunctionInvoker invoker) =>
        invocation => invoker.InvokeAsync(function, new ActivityInput(invocation), services: null, invocation.CancellationToken).AsTask();
}
