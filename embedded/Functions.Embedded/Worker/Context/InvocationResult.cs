namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned; middleware may read or replace it.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

/// <inheritdoc/>
public abstract class InvocationResult : InvocationResult<object>
{
}
