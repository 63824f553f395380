namespace Microsoft.DurableTask.Client;

public abstract class DurableTaskClient : IOrchestrationSubmitter, IAsyncDisposable
{
    protected DurableTaskClient(string name) => throw new NotSupportedException();
    public string Name => throw new NotSupportedException();
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, CancellationToken cancellation) => throw new NotSupportedException();
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input, CancellationToken cancellation) => throw new NotSupportedException();
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, StartOrchestrationOptions options, CancellationToken cancellation = default) => throw new NotSupportedException();
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);
    public virtual Task RaiseEventAsync(string instanceId, string eventName, CancellationToken cancellation) => throw new NotSupportedException();
    public abstract Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);
    public virtual Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);
    public virtual Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);
    public virtual Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) => throw new NotSupportedException();
    public virtual Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) => throw new NotSupportedException();
    public virtual Task SuspendInstanceAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);
    public virtual Task ResumeInstanceAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();
    [EditorBrowsableAttribute(EditorBrowsableState.Never)]
    public virtual Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    [EditorBrowsableAttribute(EditorBrowsableState.Never)]
    public abstract Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation) => throw new NotSupportedException();
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) => throw new NotSupportedException();
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation) => throw new NotSupportedException();
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) => throw new NotSupportedException();
    public virtual Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) => throw new NotSupportedException();
    public virtual Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) => throw new NotSupportedException();
    public virtual Task<Page<string>> ListInstanceIdsAsync(IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null, DateTimeOffset? completedTimeFrom = null, DateTimeOffset? completedTimeTo = null, int pageSize = 100, string? lastInstanceKey = null, CancellationToken cancellation = default) => throw new NotSupportedException();
    public abstract ValueTask DisposeAsync();
}

public sealed class OrchestrationMetadata
{
    public OrchestrationMetadata(string name, string instanceId) => throw new NotSupportedException();
    public string Name => throw new NotSupportedException();
    public string InstanceId => throw new NotSupportedException();
    public DataConverter? DataConverter { get; init; }
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastUpdatedAt { get; init; }
    public string? SerializedInput { get; init; }
    public string? SerializedOutput { get; init; }
    public string? SerializedCustomStatus { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; }
    public TaskFailureDetails? FailureDetails { get; init; }
    public bool IsRunning => throw new NotSupportedException();
    public bool IsCompleted => throw new NotSupportedException();
    public T? ReadInputAs<T>() => throw new NotSupportedException();
    public T? ReadOutputAs<T>() => throw new NotSupportedException();
    public T? ReadCustomStatusAs<T>() => throw new NotSupportedException();
    public override string ToString() => throw new NotSupportedException();
}

public enum OrchestrationRuntimeStatus { Running = 0, Completed = 1, [Obsolete] ContinuedAsNew = 2, Failed = 3, [Obsolete] Canceled = 4, Terminated = 5, Pending = 6, Suspended = 7 }

public record OrchestrationQuery
{
    public const int DefaultPageSize = 100;
    public OrchestrationQuery(DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null, IEnumerable<string>? TaskHubNames = null, string? InstanceIdPrefix = null, int PageSize = 100, bool FetchInputsAndOutputs = false, string? ContinuationToken = null) => throw new NotSupportedException();
    public DateTimeOffset? CreatedFrom { get; init; }
    public DateTimeOffset? CreatedTo { get; init; }
    public IEnumerable<OrchestrationRuntimeStatus>? Statuses { get; init; }
    public IEnumerable<string>? TaskHubNames { get; init; }
    public string? InstanceIdPrefix { get; init; }
    public int PageSize { get; init; }
    public bool FetchInputsAndOutputs { get; init; }
    public string? ContinuationToken { get; init; }
}

public record PurgeInstancesFilter
{
    public PurgeInstancesFilter(DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null) => throw new NotSupportedException();
    public DateTimeOffset? CreatedFrom { get; init; }
    public DateTimeOffset? CreatedTo { get; init; }
    public IEnumerable<OrchestrationRuntimeStatus>? Statuses { get; init; }
    public TimeSpan? Timeout { get; init; }
}

public record PurgeInstanceOptions
{
    public PurgeInstanceOptions(bool Recursive = false) => throw new NotSupportedException();
    public bool Recursive { get; init; }
}

public class PurgeResult
{
    public PurgeResult(int count) => throw new NotSupportedException();
    public PurgeResult(int count, bool? isComplete) => throw new NotSupportedException();
    public int PurgedInstanceCount => throw new NotSupportedException();
    public bool? IsComplete => throw new NotSupportedException();
}

public record TerminateInstanceOptions
{
    public TerminateInstanceOptions(object? Output = null, bool Recursive = false) => throw new NotSupportedException();
    public object? Output { get; init; }
    public bool Recursive { get; init; }
}

public static class StartOrchestrationOptionsExtensions
{
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses = default!;
    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses) => throw new NotSupportedException();
}

public static class DurableTaskClientExtensions
{
    public static Task<PurgeResult> PurgeInstancesAsync(this DurableTaskClient client, DateTimeOffset? createdFrom, DateTimeOffset? createdTo, IEnumerable<OrchestrationRuntimeStatus>? statuses, PurgeInstanceOptions? options, CancellationToken cancellation = default) => throw new NotSupportedException();
    public static Task<PurgeResult> PurgeInstancesAsync(this DurableTaskClient client, DateTimeOffset? createdFrom, DateTimeOffset? createdTo, IEnumerable<OrchestrationRuntimeStatus>? statuses, CancellationToken cancellation = default) => throw new NotSupportedException();
    public static Task<PurgeResult> PurgeInstancesAsync(this DurableTaskClient client, DateTimeOffset? createdFrom, DateTimeOffset? createdTo, PurgeInstanceOptions? options, CancellationToken cancellation = default) => throw new NotSupportedException();
    public static Task<PurgeResult> PurgeInstancesAsync(this DurableTaskClient client, DateTimeOffset? createdFrom, DateTimeOffset? createdTo, CancellationToken cancellation = default) => throw new NotSupportedException();
}

public class DurableTaskClientOptions
{
    public DurableTaskClientOptions() { }
    public string DefaultVersion { get; set; }
    public DataConverter DataConverter { get; set; }
    public bool EnableEntitySupport { get; set; }
}

public interface IDurableTaskClientProvider
{
    DurableTaskClient GetClient(string? name = null);
}
