using System.Collections.Concurrent;
using System.Reflection;
using Functions.Embedded.Invocation;
using Microsoft.DurableTask;

namespace Functions.Embedded.Orchestrations;

/// <summary>An episode of an orchestration as the trigger of an invocation.</summary>
internal sealed class OrchestrationInput(TaskOrchestrationContext orchestration) : TriggerInput, IOrchestrationInput
{
    private static readonly ConcurrentDictionary<Type, Func<TaskOrchestrationContext, object?>> Readers = new();

    private static readonly MethodInfo ReadMethod = typeof(OrchestrationInput).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    public override IReadOnlyDictionary<string, object?> BindingData =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = orchestration.InstanceId };

    public override ValueTask<object?> ToParameterAsync(Type type, EmbeddedFunctionContext context) =>
        type.IsInstanceOfType(orchestration)
            ? new(orchestration)
            : throw new InvalidOperationException(
                $"Function '{context.Function.Name}': the parameter with [OrchestrationTrigger] is a {type.Name}. Make it a TaskOrchestrationContext.");

    public ValueTask<object?> GetInputAsync(Type type) => new(ReaderOf(type)(orchestration));

    private static Func<TaskOrchestrationContext, object?> ReaderOf(Type type) =>
        Readers.GetOrAdd(type, static t => ReadMethod.MakeGenericMethod(t).CreateDelegate<Func<TaskOrchestrationContext, object?>>());

    private static object? Read<T>(TaskOrchestrationContext orchestration) => orchestration.GetInput<T>();
}
