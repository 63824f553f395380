namespace Microsoft.DurableTask;

public sealed class TaskRetryOptions
{
    public TaskRetryOptions(RetryPolicy policy) => throw new NotSupportedException();
    public TaskRetryOptions(AsyncRetryHandler handler) => throw new NotSupportedException();
    public RetryPolicy? Policy => throw new NotSupportedException();
    public AsyncRetryHandler? Handler => throw new NotSupportedException();
    public static implicit operator TaskRetryOptions(RetryPolicy policy) => throw new NotSupportedException();
    public static implicit operator TaskRetryOptions(AsyncRetryHandler handler) => throw new NotSupportedException();
    public static implicit operator TaskRetryOptions(RetryHandler handler) => throw new NotSupportedException();
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => throw new NotSupportedException();
    public static TaskRetryOptions FromRetryHandler(AsyncRetryHandler handler) => throw new NotSupportedException();
    public static TaskRetryOptions FromRetryHandler(RetryHandler handler) => throw new NotSupportedException();
}

public class RetryPolicy
{
    public RetryPolicy(int maxNumberOfAttempts, TimeSpan firstRetryInterval, double backoffCoefficient = 1, TimeSpan? maxRetryInterval = null, TimeSpan? retryTimeout = null) => throw new NotSupportedException();
    public int MaxNumberOfAttempts => throw new NotSupportedException();
    public TimeSpan FirstRetryInterval => throw new NotSupportedException();
    public double BackoffCoefficient => throw new NotSupportedException();
    public TimeSpan MaxRetryInterval => throw new NotSupportedException();
    public TimeSpan RetryTimeout => throw new NotSupportedException();
    [EditorBrowsableAttribute(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle => throw new NotSupportedException();
    [System.ObsoleteAttribute("This functionality is not implemented. Will be removed in the future. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }
    public Func<TaskFailureDetails, bool> HandleFailure { init => throw new NotSupportedException(); }
}

public record RetryContext
{
    public RetryContext(TaskOrchestrationContext OrchestrationContext, int LastAttemptNumber, TaskFailureDetails LastFailure, TimeSpan TotalRetryTime, CancellationToken CancellationToken) => throw new NotSupportedException();
    public TaskOrchestrationContext OrchestrationContext { get; init; }
    public int LastAttemptNumber { get; init; }
    public TaskFailureDetails LastFailure { get; init; }
    public TimeSpan TotalRetryTime { get; init; }
    public CancellationToken CancellationToken { get; init; }
}

public delegate bool RetryHandler(RetryContext retryContext);

public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException) => throw new NotSupportedException();
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails) => throw new NotSupportedException();
    public string TaskName => throw new NotSupportedException();
    public int TaskId => throw new NotSupportedException();
    public TaskFailureDetails FailureDetails => throw new NotSupportedException();
    [System.ObsoleteAttribute("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>() where T : Exception => throw new NotSupportedException();
}

public record TaskFailureDetails
{
    public TaskFailureDetails(string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties) => throw new NotSupportedException();
    public string ErrorType { get; init; }
    public string ErrorMessage { get; init; }
    public string? StackTrace { get; init; }
    public TaskFailureDetails? InnerFailure { get; init; }
    public IDictionary<string, object?>? Properties { get; init; }
    public override string ToString() => throw new NotSupportedException();
    public bool IsCausedBy<T>() where T : Exception => throw new NotSupportedException();
    public bool IsCausedBy(Type targetBaseExceptionType) => throw new NotSupportedException();
    public static TaskFailureDetails FromException(Exception exception) => throw new NotSupportedException();
}

public abstract class DataConverter
{
    protected DataConverter() { }
    public abstract string? Serialize(object? value);
    public abstract object? Deserialize(string? data, Type targetType);
    public virtual T? Deserialize<T>(string? data) => throw new NotSupportedException();
}
