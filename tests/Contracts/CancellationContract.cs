using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace Contracts;

/// <summary>What every method of every port that takes a token promises: with one that is cancelled already nothing is read, nothing is written
/// and nothing is waited for.</summary>
public abstract class CancellationContract
{
    /// <summary>What is looked into before the token.</summary>
    private static readonly object[] Real = [new PageQuery(10, null, "placedAt", Descending: false), new PermitLease(new SendLimit("x", Channel.Sms, 1), 1, TimeSpan.Zero, default), 1];

    protected abstract object Port(Type port);

    /// <summary>The ports that have an adapter in an assembly, with their methods.</summary>
    protected static TheoryData<string, string> MethodsIn(Assembly adapters)
    {
        var methods =
            from port in adapters.GetTypes().Where(type => type.IsClass).SelectMany(type => type.GetInterfaces()).Distinct()
            where port.Assembly == typeof(WorkspaceRegister).Assembly
            from method in port.GetMethods()
            where Array.Exists(method.GetParameters(), each => each.ParameterType == typeof(CancellationToken))
            orderby port.Name, method.ToString()
            select (Port: port.FullName!, Method: method.ToString()!);
        var all = new TheoryData<string, string>();
        foreach (var (port, method) in methods)
            all.Add(port, method);
        return all;
    }

    protected async Task GivenUpAsync(string port, string signature)
    {
        var type = typeof(WorkspaceRegister).Assembly.GetType(port, throwOnError: true)!;
        var method = type.GetMethods().Single(each => each.ToString() == signature);
        if (method.IsGenericMethodDefinition)
            method = method.MakeGenericMethod(typeof(string));
        var arguments = Array.ConvertAll(method.GetParameters(), Any);
        var call = (Task)method.Invoke(Port(type), BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    /// <summary>Something of a type, of which only the outside is looked at: whoever hears the token first needs no more.</summary>
    private static object? Any(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(CancellationToken) && (parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).ReadState is NullabilityState.Nullable)
            ? parameter.HasDefaultValue ? parameter.DefaultValue : null
            : Any(parameter.ParameterType);

    private static object? Any(Type type)
    {
        if (Array.Find(Real, one => one.GetType() == type) is { } real)
            return real;
        if (type == typeof(CancellationToken))
            return new CancellationToken(canceled: true);
        if (type == typeof(string))
            return "x";
        if (type == typeof(Stream))
            return new MemoryStream([1]);
        if (type.IsAssignableTo(typeof(Delegate)))
            return null;
        if (type.IsValueType)
            return Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()));
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
        {
            var some = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            some.SetValue(Any(type.GetGenericArguments()[0]), 0);
            return some;
        }

        if (type.IsArray)
            return Array.CreateInstance(type.GetElementType()!, 1);
        return Array.Find(type.Assembly.GetTypes(), each => !each.IsAbstract && each.IsAssignableTo(type)) is { } one ? RuntimeHelpers.GetUninitializedObject(one) : null;
    }
}
