using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Functions.Embedded.Http;

namespace Functions.Embedded.Invocation;

/// <summary>Gives one parameter of a function its value.</summary>
internal delegate ValueTask<object?> ParameterSource(EmbeddedFunctionContext context);

internal static class ParameterSources
{
    /// <summary>Chooses the source once, at discovery, from the parameter's attribute and type.</summary>
    public static ParameterSource For(ParameterInfo parameter, bool isOrchestrationInput)
    {
        var type = parameter.ParameterType;
        var name = parameter.Name!;
        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)
            return context => context.Input.ToParameterAsync(type, context);
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return context => new(context.InstanceServices.GetRequiredService(type));
        if (parameter.GetCustomAttribute<FromBodyAttribute>() is not null)
            return context => JsonBody.ReadAsync(context, name, type);
        if (type == typeof(FunctionContext))
            return context => new(context);
        if (type == typeof(CancellationToken))
            return context => new(context.CancellationToken);
        if (isOrchestrationInput)
            return context => ((IOrchestrationInput)context.Input).GetInputAsync(type);
        var fallback = FallbackOf(parameter);
        return context => new(Plain(context, name, type, fallback));
    }

    private static object? Plain(EmbeddedFunctionContext context, string name, Type type, Func<object?>? fallback)
    {
        try
        {
            if (context.Input.TryGetValue(name, type, out var value) && (value is not null || fallback is not null))
                return value;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new FunctionInputConverterException(
                $"Function '{context.Function.Name}': the value given for parameter '{name}' is not a valid {type.Name}. "
                + "Add a route constraint, or take it as a string and check it in the function.", error);
        }

        return fallback is null
            ? throw new FunctionInputConverterException(
                $"Function '{context.Function.Name}': no value for parameter '{name}' of type {type.Name}. "
                + "Name a route or query value so, or make the parameter nullable.")
            : fallback();
    }

    private static Func<object?>? FallbackOf(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
        {
            var value = parameter.DefaultValue;
            return () => value;
        }

        var type = parameter.ParameterType;
        return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null ? () => null : null;
    }
}

/// <summary>Implemented by the trigger of orchestrations: the input goes to the first plain parameter.</summary>
internal interface IOrchestrationInput
{
    ValueTask<object?> GetInputAsync(Type type);
}
