using System.Reflection;
using System.Reflection.Emit;
using Functions.Host.Worker;
using Microsoft.Azure.WebJobs;

namespace Functions.Host.Triggers;

/// <summary>The WebJobs SDK finds functions as methods with attributes, so the host emits one a function that hands on to the worker:
/// <c>Task Name([Trigger] T trigger, Binder binder)</c>.</summary>
internal sealed class EmittedFunctions : ITypeLocator
{
    private static readonly ConstructorInfo BaseConstructor = typeof(HostedFunctions).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Single();

    private readonly Type type;

    public EmittedFunctions(IEnumerable<HostedFunction> functions, IReadOnlyDictionary<string, ITriggerKind> kinds)
    {
        var emitted = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("EmittedFunctions"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("EmittedFunctions").DefineType("Emitted", TypeAttributes.Public | TypeAttributes.Sealed, typeof(HostedFunctions));
        DefineConstructor(emitted);
        foreach (var function in functions)
            Define(emitted, function, kinds[function.Trigger.Type]);
        type = emitted.CreateType();
    }

    public IReadOnlyList<Type> GetTypes() => [type];

    public MethodInfo MethodOf(string function) => type.GetMethod(function)!;

    private static void DefineConstructor(TypeBuilder emitted)
    {
        var code = emitted.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(IInvoke)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, BaseConstructor);
        code.Emit(OpCodes.Ret);
    }

    private static void Define(TypeBuilder emitted, HostedFunction function, ITriggerKind kind)
    {
        var carrier = typeof(HostedFunctions).GetMethod(kind.Carrier)!;
        var method = emitted.DefineMethod(function.Name, MethodAttributes.Public, carrier.ReturnType, [kind.Parameter, typeof(Microsoft.Azure.WebJobs.Binder)]);
        method.SetCustomAttribute(Mark<FunctionNameAttribute>(function.Name));
        var trigger = method.DefineParameter(1, ParameterAttributes.None, function.Trigger.Name);
        if (kind.Attribute(function.Trigger) is { } attribute)
            trigger.SetCustomAttribute(attribute);
        else
            method.SetCustomAttribute(Mark<NoAutomaticTriggerAttribute>());
        method.DefineParameter(2, ParameterAttributes.None, "hostsBinder");

        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, function.Name);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Call, carrier);
        code.Emit(OpCodes.Ret);
    }

    public static CustomAttributeBuilder Mark<T>(params object[] arguments) where T : Attribute =>
        new(typeof(T).GetConstructor([.. arguments.Select(argument => argument.GetType())])!, arguments);
}
