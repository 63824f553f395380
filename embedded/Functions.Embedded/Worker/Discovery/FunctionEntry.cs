using System.Collections.Immutable;
using System.Reflection;
using Functions.Embedded.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Discovery;

/// <summary>A discovered function: its definition for middleware, and all that is worked out once so that running it is cheap.</summary>
internal sealed class FunctionEntry : FunctionDefinition
{
    private readonly MethodInfo method;

    public FunctionEntry(string name, MethodInfo method, TriggerBindingAttribute trigger)
    {
        this.method = method;
        Name = name;
        Trigger = trigger;
        DeclaringType = method.DeclaringType!;
        IsStatic = method.IsStatic;
        Id = StableId.Of($"{DeclaringType.FullName}.{method.Name}#{name}");
        Call = CompiledMethod.Compile(method);
        var parameters = method.GetParameters();
        Parameters = [.. parameters.Select(p => new FunctionParameter(p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null))];
        var input = OrchestrationInputOf(parameters);
        Sources = [.. parameters.Select(p => ParameterSources.For(p, ReferenceEquals(p, input)))];
        Factory = IsStatic ? (_, _) => throw new InvalidOperationException("A static function has no instance.") : ActivatorUtilities.CreateFactory(DeclaringType, Type.EmptyTypes);
        Outputs = OutputTarget.Of(method);
        InputBindings = FunctionBindings.In(method);
        OutputBindings = FunctionBindings.Out(method, trigger);
    }

    public TriggerBindingAttribute Trigger { get; }

    public Type DeclaringType { get; }

    public bool IsStatic { get; }

    public MethodInfo Method => method;

    public Func<object?, object?[], ValueTask<object?>> Call { get; }

    public ParameterSource[] Sources { get; }

    public ObjectFactory Factory { get; }

    /// <summary>The app's own way to make instances, when it registered one.</summary>
    public IFunctionActivator? Activator { get; set; }

    public OutputTarget[] Outputs { get; }

    /// <summary>The property of a result with several outputs that answers the request, else null.</summary>
    public PropertyInfo? HttpResult { get; init; }

    public override string Name { get; }

    public override string Id { get; }

    public override string EntryPoint => $"{DeclaringType.FullName}.{method.Name}";

    public override string PathToAssembly => DeclaringType.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    private ParameterInfo? OrchestrationInputOf(ParameterInfo[] parameters) =>
        Trigger is not OrchestrationTriggerAttribute
            ? null
            : Array.Find(parameters, p => !p.GetCustomAttributes<BindingAttribute>().Any()
                && p.ParameterType != typeof(FunctionContext) && p.ParameterType != typeof(CancellationToken));
}
