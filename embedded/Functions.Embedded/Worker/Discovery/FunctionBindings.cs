using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Functions.Embedded.Discovery;

/// <summary>The bindings of a method under the names and types that the real build writes for the host.</summary>
internal static class FunctionBindings
{
    public static IImmutableDictionary<string, BindingMetadata> In(MethodInfo method) =>
        method.GetParameters()
            .Select(parameter => (parameter.Name, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(binding => binding.Attribute is not null)
            .Select(binding => new EmbeddedBinding(binding.Name!, TypeOf(binding.Attribute!), BindingDirection.In))
            .ToImmutableDictionary(binding => binding.Name, BindingMetadata (binding) => binding, StringComparer.Ordinal);

    public static IImmutableDictionary<string, BindingMetadata> Out(MethodInfo method, TriggerBindingAttribute trigger)
    {
        var outputs = OutputTarget.Of(method).Select(target => new EmbeddedBinding(target.Property?.Name ?? "$return", "queue", BindingDirection.Out));
        if (trigger is HttpTriggerAttribute)
            outputs = outputs.Prepend(new EmbeddedBinding(HttpResult(method)?.Name ?? "$return", "http", BindingDirection.Out));
        return outputs.DistinctBy(binding => binding.Name)
            .ToImmutableDictionary(binding => binding.Name, BindingMetadata (binding) => binding, StringComparer.Ordinal);
    }

    public static PropertyInfo? HttpResult(MethodInfo method) =>
        Array.Find(OutputTarget.ResultType(method).GetProperties(), property => property.IsDefined(typeof(HttpResultAttribute), inherit: true));

    private static string TypeOf(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name;
        name = name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed class EmbeddedBinding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
