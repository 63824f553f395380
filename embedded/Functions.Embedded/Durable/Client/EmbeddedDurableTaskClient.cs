using System.Diagnostics;
using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Durable.Client;

/// <summary>The client of an engine in the same process.</summary>
internal sealed class EmbeddedDurableTaskClient(EngineParts parts, Dispatch dispatch) : DurableTaskClient("embedded")
{
    private static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private readonly InstanceReader reader = new(parts.Store.Database, parts.Options.DataConverter);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        if (orchestratorName == default)
            throw new ArgumentNullException(nameof(orchestratorName), "Name the orchestrator to start.");
        cancellation.ThrowIfCancellationRequested();
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Require(id);
        var command = new ScheduleCommand(
            parts,
            dispatch,
            id,
            string.Intern(orchestratorName.Name),
            parts.Options.DataConverter.Serialize(input),
            options?.StartAt?.UtcTicks ?? 0,
            options?.Tags,
            options?.DedupeStatuses is { } names ? [.. names.Select(InstanceIds.ParseStatus)] : Unfinished);
        await command.RunAsync();
        return id;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var payload = parts.Options.DataConverter.Serialize(eventPayload);
        var raised = new HistoryEvent(HistoryKind.EventRaised, parts.Now, name: string.Intern(eventName), text: payload);
        return SendAsync(instanceId, raised, withChildren: false, cancellation, parts.Options.ThrowStatusExceptionsOnRaiseEvent);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent(HistoryKind.ExecutionSuspended, parts.Now, text: reason), false, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent(HistoryKind.ExecutionResumed, parts.Now, text: reason), false, cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var output = parts.Options.DataConverter.Serialize(options?.Output);
        return SendAsync(instanceId, new HistoryEvent(HistoryKind.ExecutionTerminated, parts.Now, text: output), options?.Recursive ?? false, cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, found => found.IsCompleted, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return reader.FindAsync(instanceId, getInputsAndOutputs, cancellation);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(reader, filter ?? new OrchestrationQuery());

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var recursive = options?.Recursive ?? false;
        var purged = await parts.Store.Database.WriteAsync(session =>
            parts.Live.ContainsKey(instanceId) ? (int?)null : Families.Purge(parts, session, instanceId, recursive), cancellation);
        // As the Durable extension does.
        return new PurgeResult(purged
            ?? throw new InvalidOperationException($"The orchestration '{instanceId}' has not ended, and only one that has can be purged. Terminate it first."));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        var watch = Stopwatch.StartNew();
        var count = 0;
        long? after = 0;
        while (after is { } last)
        {
            if (filter.Timeout is { } limit && watch.Elapsed > limit)
                return new PurgeResult(count, isComplete: false);
            var (found, next) = await reader.PageAsync(query, last, 500, cancellation);
            var recursive = options?.Recursive ?? false;
            count += await parts.Store.Database.WriteAsync(session => found.Sum(one => Families.Purge(parts, session, one.InstanceId, recursive)));
            after = next;
        }

        return new PurgeResult(count, isComplete: true);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var old = await reader.FindAsync(instanceId, withPayloads: true, cancellation)
            ?? throw new ArgumentException($"There is no orchestration with the instance id '{instanceId}' to restart. Check the id.", nameof(instanceId));
        if (!restartWithNewInstanceId && !old.IsCompleted)
            throw new InvalidOperationException($"The orchestration '{instanceId}' is {old.RuntimeStatus}; only a finished one can be restarted with its own id.");
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await new ScheduleCommand(parts, dispatch, id, old.Name, old.SerializedInput, 0, old.Tags, Unfinished).RunAsync();
        return id;
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        var query = new OrchestrationQuery(Statuses: runtimeStatus);
        await foreach (var page in new InstancePages(reader, query).AsPages(lastInstanceKey, pageSize).WithCancellation(cancellation))
        {
            var ids = page.Values
                .Where(one => completedTimeFrom is null || (one.IsCompleted && one.LastUpdatedAt >= completedTimeFrom))
                .Where(one => completedTimeTo is null || (one.IsCompleted && one.LastUpdatedAt <= completedTimeTo))
                .Select(one => one.InstanceId)
                .ToList();
            return new Page<string>(ids, page.ContinuationToken);
        }

        return new Page<string>([]);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task SendAsync(string instanceId, HistoryEvent happened, bool withChildren, CancellationToken cancellation, bool needsLive = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return new SendCommand(parts, dispatch, instanceId, happened, withChildren, needsLive).RunAsync();
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string id, bool withPayloads, Func<OrchestrationMetadata, bool> isIt, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var change = parts.Waiters.NextChange(id);
            try
            {
                if (await reader.FindAsync(id, withPayloads, cancellation) is { } found && isIt(found))
                {
                    parts.Waiters.Forget(id, change);
                    return found;
                }

                await change.WaitAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                parts.Waiters.Forget(id, change);
                throw;
            }
        }
    }
}
