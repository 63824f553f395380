using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Durable.RealHost;

/// <summary>The functions of one fact. The WebJobs SDK finds functions as methods with attributes, so they are emitted, one a task.</summary>
internal sealed class FactFunctions : ITypeLocator
{
    private readonly Type _type;

    public FactFunctions(string hub, IEnumerable<string> orchestrators, IEnumerable<string> activities)
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(hub), AssemblyBuilderAccess.Run).DefineDynamicModule(hub)
            .DefineType(hub, TypeAttributes.Public | TypeAttributes.Sealed, typeof(WorkerFunctions));
        DefineConstructor(type);
        // An app without orchestrators has no dispatcher, but facts about unknown ones need it.
        foreach (var name in orchestrators.DefaultIfEmpty("Nobody"))
            Define(type, name, name, nameof(WorkerFunctions.OrchestrateAsync), new CustomAttributeBuilder(typeof(OrchestrationTriggerAttribute).GetConstructor([])!, []));
        foreach (var name in activities)
        {
            // Functions have one name each, tasks may share theirs with a task of the other kind.
            var trigger = new CustomAttributeBuilder(typeof(ActivityTriggerAttribute).GetConstructor([])!, [], [typeof(ActivityTriggerAttribute).GetProperty(nameof(ActivityTriggerAttribute.Activity))!], [name]);
            Define(type, name + "__activity", name, nameof(WorkerFunctions.ActAsync), trigger);
        }

        _type = type.CreateType();
    }

    public IReadOnlyList<Type> GetTypes() => [_type];

    private static void DefineConstructor(TypeBuilder type)
    {
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(HostHarness)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(WorkerFunctions).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single());
        code.Emit(OpCodes.Ret);
    }

    private static void Define(TypeBuilder type, string function, string task, string target, CustomAttributeBuilder trigger)
    {
        var body = typeof(WorkerFunctions).GetMethod(target)!;
        var method = type.DefineMethod(function, MethodAttributes.Public, body.ReturnType, [typeof(string)]);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(FunctionNameAttribute).GetConstructor([typeof(string)])!, [function]));
        method.DefineParameter(1, ParameterAttributes.None, "input").SetCustomAttribute(trigger);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, task);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, body);
        code.Emit(OpCodes.Ret);
    }
}
