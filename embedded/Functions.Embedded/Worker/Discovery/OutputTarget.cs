using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Discovery;

/// <summary>A queue that a function's result, or one property of it, goes to.</summary>
internal sealed record OutputTarget(string Queue, PropertyInfo? Property)
{
    public static OutputTarget[] Of(MethodInfo method)
    {
        var returned = method.GetCustomAttribute<QueueOutputAttribute>();
        IEnumerable<OutputTarget> whole = returned is null ? [] : [new OutputTarget(returned.QueueName, null)];
        return [.. whole, .. ResultType(method).GetProperties().SelectMany(OfProperty)];
    }

    /// <summary>What is left of the return type without Task or ValueTask.</summary>
    public static Type ResultType(MethodInfo method)
    {
        var type = method.ReturnType;
        var isAwaited = type.IsGenericType
            && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return isAwaited ? type.GetGenericArguments()[0] : type;
    }

    public object? ValueOf(object? result) => Property is null || result is null ? result : Property.GetValue(result);

    private static IEnumerable<OutputTarget> OfProperty(PropertyInfo property) =>
        property.GetCustomAttribute<QueueOutputAttribute>() is { } output ? [new OutputTarget(output.QueueName, property)] : [];
}
