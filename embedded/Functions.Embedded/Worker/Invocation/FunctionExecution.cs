using Functions.Embedded.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Embedded.Invocation;

/// <summary>The innermost step: fills the parameters, makes the instance and calls the method.</summary>
internal static class FunctionExecution
{
    public static Task RunAsync(FunctionContext context)
    {
        var own = (EmbeddedFunctionContext)context;
        var arguments = ArgumentsOf(own);
        return arguments.IsCompletedSuccessfully ? CallAsync(own, arguments.Result) : BindAndCallAsync(own, arguments);
    }

    private static async Task BindAndCallAsync(EmbeddedFunctionContext context, ValueTask<object?[]> arguments) =>
        await CallAsync(context, await arguments);

    private static async Task CallAsync(EmbeddedFunctionContext context, object?[] arguments)
    {
        var function = context.Function;
        context.Result = await function.Call(function.IsStatic ? null : InstanceOf(function, context), arguments);
    }

    private static object? InstanceOf(FunctionEntry function, EmbeddedFunctionContext context) =>
        function.Activator is { } activator
            ? activator.CreateInstance(function.DeclaringType, context)
            : function.Factory(context.InstanceServices, []);

    private static ValueTask<object?[]> ArgumentsOf(EmbeddedFunctionContext context)
    {
        var sources = context.Function.Sources;
        if (sources.Length == 0)
            return new([]);
        var values = new object?[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            var value = sources[i](context);
            if (!value.IsCompletedSuccessfully)
                return RestAsync(context, values, i, value);
            values[i] = value.Result;
        }

        return new(values);
    }

    private static async ValueTask<object?[]> RestAsync(EmbeddedFunctionContext context, object?[] values, int index, ValueTask<object?> pending)
    {
        values[index] = await pending;
        var sources = context.Function.Sources;
        for (var i = index + 1; i < sources.Length; i++)
            values[i] = await sources[i](context);
        return values;
    }
}
