using System.Reflection;
using ActiveReach.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ActiveReach.Stories.Golden.RealSdk;

/// <summary>The orchestrators of the app, found as the worker finds them.</summary>
internal static class AppOrchestrators
{
    public static IReadOnlyDictionary<string, Func<TaskOrchestrationContext, Task>> All { get; } = (
        from type in typeof(RunStory).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public)
        where method.GetParameters() is [{ } only] && only.IsDefined(typeof(OrchestrationTriggerAttribute))
        select method).ToDictionary(
            method => method.GetCustomAttribute<FunctionAttribute>()!.Name,
            method => method.CreateDelegate<Func<TaskOrchestrationContext, Task>>(),
            StringComparer.Ordinal);
}
