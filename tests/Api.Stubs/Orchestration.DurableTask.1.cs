namespace Microsoft.DurableTask;

public abstract class TaskOrchestrationContext
{
    protected TaskOrchestrationContext() { }
    public abstract TaskName Name { get; }
    public abstract string InstanceId { get; }
    public abstract ParentOrchestrationInstance? Parent { get; }
    public abstract DateTime CurrentUtcDateTime { get; }
    public abstract bool IsReplaying { get; }
    public virtual string Version => throw new NotSupportedException();
    public virtual IReadOnlyDictionary<string, object?> Properties => throw new NotSupportedException();
    public virtual ILoggerFactory ReplaySafeLoggerFactory => throw new NotSupportedException();
    protected abstract ILoggerFactory LoggerFactory { get; }
    public abstract T? GetInput<T>();
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => throw new NotSupportedException();
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) => throw new NotSupportedException();
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) => throw new NotSupportedException();
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();
    public abstract void SendEvent(string instanceId, string eventName, object payload);
    public abstract void SetCustomStatus(object? customStatus);
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) => throw new NotSupportedException();
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) => throw new NotSupportedException();
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);
    public virtual void ContinueAsNew(ContinueAsNewOptions options) => throw new NotSupportedException();
    public abstract Guid NewGuid();
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => throw new NotSupportedException();
    public virtual ILogger CreateReplaySafeLogger(Type type) => throw new NotSupportedException();
    public virtual ILogger CreateReplaySafeLogger<T>() => throw new NotSupportedException();
    public virtual int CompareVersionTo(string version) => throw new NotSupportedException();
}

public static class TaskOrchestrationContextExtensionMethods
{
    public static Task<DurableHttpResponse> CallHttpAsync(this TaskOrchestrationContext context, DurableHttpRequest request) => throw new NotSupportedException();
    public static Task<DurableHttpResponse> CallHttpAsync(this TaskOrchestrationContext context, HttpMethod method, Uri uri, string? content = null, HttpRetryOptions? retryOptions = null) => throw new NotSupportedException();
}

public record ParentOrchestrationInstance
{
    public ParentOrchestrationInstance(TaskName Name, string InstanceId) => throw new NotSupportedException();
    public TaskName Name { get; init; }
    public string InstanceId { get; init; }
}

public class ContinueAsNewOptions
{
    public ContinueAsNewOptions() { }
    public object? NewInput { get; set; }
    public bool PreserveUnprocessedEvents { get; set; }
    public string? NewVersion { get; set; }
}

public readonly struct TaskName : IEquatable<TaskName>
{
    public TaskName(string name) => throw new NotSupportedException();
    public string Name => throw new NotSupportedException();
    [System.ObsoleteAttribute("Refer to TaskVersion instead.")]
    public string Version => throw new NotSupportedException();
    public static implicit operator string(TaskName value) => throw new NotSupportedException();
    public static implicit operator TaskName(string value) => throw new NotSupportedException();
    public static bool operator ==(TaskName a, TaskName b) => throw new NotSupportedException();
    public static bool operator !=(TaskName a, TaskName b) => throw new NotSupportedException();
    public bool Equals(TaskName other) => throw new NotSupportedException();
    public override bool Equals(object? obj) => throw new NotSupportedException();
    public override int GetHashCode() => throw new NotSupportedException();
    public override string ToString() => throw new NotSupportedException();
}

public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    public static readonly TaskVersion Unversioned = default!;
    public TaskVersion(string? version) => throw new NotSupportedException();
    public string Version => throw new NotSupportedException();
    public static implicit operator string(TaskVersion value) => throw new NotSupportedException();
    public static implicit operator TaskVersion(string? value) => throw new NotSupportedException();
    public static bool operator ==(TaskVersion a, TaskVersion b) => throw new NotSupportedException();
    public static bool operator !=(TaskVersion a, TaskVersion b) => throw new NotSupportedException();
    public bool Equals(TaskVersion other) => throw new NotSupportedException();
    public override bool Equals(object? obj) => throw new NotSupportedException();
    public override int GetHashCode() => throw new NotSupportedException();
}

public record TaskOptions
{
    public TaskOptions(TaskRetryOptions? retry) => throw new NotSupportedException();
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null) => throw new NotSupportedException();
    public TaskRetryOptions? Retry { get; init; }
    public IDictionary<string, string>? Tags { get; init; }
    public TaskVersion? Version { get; init; }
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => throw new NotSupportedException();
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => throw new NotSupportedException();
    public static TaskOptions FromRetryHandler(RetryHandler handler) => throw new NotSupportedException();
    public SubOrchestrationOptions WithInstanceId(string instanceId) => throw new NotSupportedException();
}

public record SubOrchestrationOptions : TaskOptions
{
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null) : base((TaskRetryOptions?)null) => throw new NotSupportedException();
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null) : base((TaskRetryOptions?)null) => throw new NotSupportedException();
    public string? InstanceId { get; init; }
    public new TaskVersion? Version { get; init; }
}

public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null) => throw new NotSupportedException();
    public string? InstanceId { get; init; }
    public DateTimeOffset? StartAt { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; }
    public TaskVersion? Version { get; init; }
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
