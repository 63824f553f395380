using Functions.Embedded.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Durable.Replay;

/// <summary>The context an orchestrator sees: each call becomes an action, and a task that history or the future completes.</summary>
internal sealed class EngineOrchestrationContext(
    OrchestrationSubject subject, OrchestratorThread thread, PendingCalls calls, ExternalEvents events, string? input) : TaskOrchestrationContext
{
    private object? customStatus;
    private int guids;

    public override TaskName Name => subject.Name;

    public override string InstanceId => subject.InstanceId;

    public override ParentOrchestrationInstance? Parent => subject.Parent;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    /// <summary>The new input and the carried events, once the code has asked to start over.</summary>
    public (string? Input, List<HistoryEvent> Carried)? NextExecution { get; private set; }

    /// <summary>Timers cancelled in this episode that had been set in an earlier one.</summary>
    public List<int> CancelledTimers { get; } = [];

    protected override ILoggerFactory LoggerFactory => subject.Loggers;

    public string? SerializeCustomStatus() => subject.Converter.Serialize(customStatus);

    public override T? GetInput<T>()
        where T : default
    {
        thread.Guard();
        return subject.Converter.Deserialize<T>(input);
    }

    public override async Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        await CallActivityAsync<Ignored>(name, input, options);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        thread.Guard();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "A TaskOptions value was provided for the activity input but no value was provided for options. Did you mean to provide it as the options?",
                nameof(input));
        }

        var payload = subject.Converter.Serialize(input);
        return await WithRetry(options?.Retry, () => Schedule<TResult>(name.Name, payload));
    }

    public override async Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        await CallSubOrchestratorAsync<Ignored>(orchestratorName, input, options);

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        thread.Guard();
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var payload = subject.Converter.Serialize(input);
        return await WithRetry(options?.Retry, () => StartChild<TResult>(orchestratorName.Name, id, payload, options?.Tags));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Guard();
        var end = fireAt.ToUniversalTime();
        while (end - Now > subject.MaximumTimerInterval && !cancellationToken.IsCancellationRequested)
            await SetTimer(Now + subject.MaximumTimerInterval, cancellationToken);
        await SetTimer(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        thread.Guard();
        return events.Wait<T>(eventName, () => thread.IsCurrent, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        thread.Guard();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        calls.Issue(new OrchestratorAction(HistoryKind.EventSent, calls.NextId)
        {
            Name = eventName,
            Target = instanceId,
            Payload = subject.Converter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Guard();
        this.customStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        thread.Guard();
        var carried = NextExecution?.Carried ?? [];
        if (preserveUnprocessedEvents)
            carried.AddRange(events.TakeKept());
        NextExecution = (subject.Converter.Serialize(newInput), carried);
    }

    public override Guid NewGuid()
    {
        thread.Guard();
        return DeterministicGuid.Create(InstanceId, Now, guids++);
    }

    private Task<T> WithRetry<T>(TaskRetryOptions? retry, Func<Task<T>> attempt) => retry switch
    {
        { Policy: { } policy } => Retries.ByPolicy(this, policy, until => SetTimer(until, CancellationToken.None), attempt),
        { Handler: { } handler } => Retries.ByHandler(this, handler, attempt),
        _ => attempt(),
    };

    private Task<T> Schedule<T>(string name, string? payload) =>
        Await<T>(new OrchestratorAction(HistoryKind.TaskScheduled, calls.NextId) { Name = name, Payload = payload });

    private Task<T> StartChild<T>(string name, string id, string? payload, IDictionary<string, string>? tags) =>
        Await<T>(new OrchestratorAction(HistoryKind.SubOrchestrationCreated, calls.NextId)
        {
            Name = name,
            Target = id,
            Payload = payload,
            Tags = tags?.AsReadOnly(),
        });

    private async Task<T> Await<T>(OrchestratorAction action)
    {
        calls.Issue(action);
        var result = await calls.Open(action);
        return typeof(T) == typeof(Ignored) ? default! : subject.Converter.Deserialize<T>(result)!;
    }

    private async Task SetTimer(DateTime fireAt, CancellationToken cancellation)
    {
        var action = new OrchestratorAction(HistoryKind.TimerCreated, calls.NextId) { FireAt = fireAt };
        calls.Issue(action);
        var fired = calls.Open(action);
        if (cancellation.CanBeCanceled)
            cancellation.Register(() => Cancel(action));
        await fired;
    }

    private void Cancel(OrchestratorAction timer)
    {
        // A token of the world outside (a host that stops) is no part of the orchestration's story.
        if (!thread.IsCurrent || !calls.TryClose(timer.Id, out var call))
            return;
        timer.Cancelled = true;
        if (!Replaying)
            CancelledTimers.Add(timer.Id);
        call.TrySetCanceled();
    }

    /// <summary>The result of a call whose caller asked for none.</summary>
    private readonly struct Ignored;
}
