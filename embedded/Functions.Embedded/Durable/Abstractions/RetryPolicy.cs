using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>Tries again after growing delays.</summary>
public class RetryPolicy
{
    private readonly Func<TaskFailureDetails, bool>? handleFailure;

    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">Delay before the second attempt; above zero.</param>
    /// <param name="backoffCoefficient">Each delay is the one before times this; at least 1, default 1.</param>
    /// <param name="maxRetryInterval">Longest delay; at least the first, default 1 hour.</param>
    /// <param name="retryTimeout">No new attempt is planned this long after the first; at least the first delay, default never.</param>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        var maximum = maxRetryInterval ?? TimeSpan.FromHours(1);
        var timeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Require(maxNumberOfAttempts > 0, nameof(maxNumberOfAttempts), maxNumberOfAttempts, "must be greater than zero");
        Require(firstRetryInterval > TimeSpan.Zero, nameof(firstRetryInterval), firstRetryInterval, "must be greater than zero");
        Require(backoffCoefficient >= 1, nameof(backoffCoefficient), backoffCoefficient, "must be at least 1.0");
        Require(maxRetryInterval is null || maximum >= firstRetryInterval, nameof(maxRetryInterval), maximum, "must be at least the first retry interval");
        Require(
            timeout == Timeout.InfiniteTimeSpan || timeout >= firstRetryInterval,
            nameof(retryTimeout),
            timeout,
            "must be at least the first retry interval");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maximum;
        RetryTimeout = timeout;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle => exception =>
        handleFailure is null || (exception is TaskFailedException failed && handleFailure(failed.FailureDetails));

    [Obsolete("This functionality is not implemented. Will be removed in the future. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>False for a failure stops at once; by default every failure is tried again.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => handleFailure = value;
    }

    private static void Require(bool holds, string parameter, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(parameter, value, $"'{parameter}' {rule}.");
    }
}
