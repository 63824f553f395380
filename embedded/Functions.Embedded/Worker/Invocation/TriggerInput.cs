using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Invocation;

/// <summary>What started an invocation, and how it turns into parameters.</summary>
internal abstract class TriggerInput
{
    /// <summary>Facts beside the payload that plain parameters can be bound to by name.</summary>
    public virtual IReadOnlyDictionary<string, object?> BindingData => ImmutableDictionary<string, object?>.Empty;

    /// <summary>The value of the parameter that carries the trigger attribute.</summary>
    public abstract ValueTask<object?> ToParameterAsync(Type type, EmbeddedFunctionContext context);

    /// <summary>The value of a plain parameter, if the trigger knows one of that name.</summary>
    public virtual bool TryGetValue(string name, Type type, out object? value)
    {
        if (BindingData.TryGetValue(name, out value))
        {
            value = TextValue.Convert(value, type);
            return true;
        }

        return false;
    }

    /// <summary>Called once before the pipeline runs.</summary>
    public virtual void Attach(EmbeddedFunctionContext context)
    {
    }

    /// <summary>The token the function gets, from the one the invocation was started with.</summary>
    public virtual CancellationToken Cancellation(CancellationToken given) => given;

    /// <summary>Which repetition this run is, for triggers with a retry policy.</summary>
    public virtual RetryContext Retry => NoRetry.Instance;
}

internal sealed class NoRetry : RetryContext
{
    public static readonly NoRetry Instance = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
