namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often a failed run of a timer function is repeated.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Repeats after the first run; -1 for no limit.</summary>
    public int MaxRetryCount { get; set; }
}

/// <summary>Repeats after a constant wait.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The wait, <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}

/// <summary>Repeats after waits that double from the minimum to the maximum.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The first wait, <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest wait, <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; }
}
