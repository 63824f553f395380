using System.Linq.Expressions;
using System.Reflection;

namespace Functions.Embedded.Invocation;

/// <summary>A function's method as a delegate: every invocation would pay for reflection otherwise.</summary>
internal static class CompiledMethod
{
    private static readonly MethodInfo AwaitTask = Own(nameof(OfTask));
    private static readonly MethodInfo AwaitTaskOf = Own(nameof(OfTaskOf));
    private static readonly MethodInfo AwaitValueTask = Own(nameof(OfValueTask));
    private static readonly MethodInfo AwaitValueTaskOf = Own(nameof(OfValueTaskOf));
    private static readonly ConstructorInfo FromResult = typeof(ValueTask<object?>).GetConstructor([typeof(object)])!;

    public static Func<object?, object?[], ValueTask<object?>> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object), "target");
        var values = Expression.Parameter(typeof(object[]), "values");
        var arguments = method.GetParameters().Select((parameter, index) => Argument(values, parameter, index));
        var instance = method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!);
        var body = Completion(Expression.Call(instance, method, arguments), method.ReturnType);
        return Expression.Lambda<Func<object?, object?[], ValueTask<object?>>>(body, target, values).Compile();
    }

    private static UnaryExpression Argument(ParameterExpression values, ParameterInfo parameter, int index) =>
        Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(index)), parameter.ParameterType);

    private static Expression Completion(Expression call, Type returned)
    {
        if (returned == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (returned == typeof(Task))
            return Expression.Call(AwaitTask, call);
        if (returned == typeof(ValueTask))
            return Expression.Call(AwaitValueTask, call);
        if (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>))
            return Expression.Call(AwaitTaskOf.MakeGenericMethod(returned.GetGenericArguments()), call);
        if (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return Expression.Call(AwaitValueTaskOf.MakeGenericMethod(returned.GetGenericArguments()), call);
        return Expression.New(FromResult, Expression.Convert(call, typeof(object)));
    }

    private static async ValueTask<object?> OfTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> OfTaskOf<T>(Task<T> task) => await task;

    private static async ValueTask<object?> OfValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> OfValueTaskOf<T>(ValueTask<T> task) => await task;

    private static MethodInfo Own(string name) => typeof(CompiledMethod).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
