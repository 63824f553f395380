using Functions.Embedded.Durable.History;
using Microsoft.DurableTask;
using NonDeterministic = DurableTask.Core.Exceptions.NonDeterministicOrchestrationException;

namespace Functions.Embedded.Durable.Replay;

/// <summary>
/// Runs one execution of an orchestrator: over its past (replaying), then over what is new. It may be kept and given only new
/// events, or thrown away and made afresh for the next episode.
/// </summary>
internal sealed class OrchestrationExecutor
{
    private readonly OrchestrationSubject subject;
    private readonly OrchestratorThread thread;
    private readonly PendingCalls calls;
    private readonly ExternalEvents events;
    private readonly Queue<HistoryEvent> whileSuspended = [];
    private EngineOrchestrationContext? context;
    private Task<object?>? body;
    private Completion? completion;
    private bool suspended;
    private long episode;

    public OrchestrationExecutor(OrchestrationSubject subject, Action onStray)
    {
        this.subject = subject;
        thread = new OrchestratorThread(onStray);
        calls = new PendingCalls(subject);
        events = new ExternalEvents(subject.Converter);
    }

    public TurnOutcome Run(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> fresh, long now)
    {
        thread.Enter();
        try
        {
            context?.CancelledTimers.Clear();
            Replay(past);
            Play(fresh, now);
        }
        catch (NonDeterministic divergence)
        {
            End(new Completion(Ending.Failed, divergence.Message, Failures.Of(divergence)));
            calls.TakeNew();
        }
        finally
        {
            thread.Leave();
        }

        if (!suspended)
            SettleBody();
        return new TurnOutcome(
            suspended ? [] : calls.TakeNew(),
            context?.CancelledTimers.ToArray() ?? [],
            context?.SerializeCustomStatus(),
            suspended,
            completion);
    }

    private void Replay(IReadOnlyList<HistoryEvent> past)
    {
        foreach (var recorded in past)
        {
            // What waited for the first episode was recorded before it, and belongs to its time.
            episode = Math.Max(episode, recorded.At);
            Process(recorded, replaying: true);
        }

        if (past.Count > 0 && !suspended)
            calls.RequireAllMatched();
    }

    private void Play(IReadOnlyList<HistoryEvent> fresh, long now)
    {
        episode = now;
        foreach (var arrived in fresh)
            Process(arrived, replaying: false);
    }

    private void Process(HistoryEvent happened, bool replaying)
    {
        if (context is not null)
        {
            context.Replaying = replaying;
            if (context.Now.Ticks != episode)
                context.Now = new DateTime(episode, DateTimeKind.Utc);
        }

        if (suspended && happened.Kind is not (HistoryKind.ExecutionResumed or HistoryKind.ExecutionTerminated))
        {
            if (happened.Kind != HistoryKind.ExecutionSuspended)
                whileSuspended.Enqueue(happened);
            return;
        }

        switch (happened.Kind)
        {
            case HistoryKind.ExecutionStarted:
                Start(happened, replaying);
                break;
            case HistoryKind.TaskScheduled:
            case HistoryKind.TimerCreated:
            case HistoryKind.SubOrchestrationCreated:
            case HistoryKind.EventSent:
                calls.Match(happened);
                break;
            case HistoryKind.TaskCompleted:
            case HistoryKind.SubOrchestrationCompleted:
            case HistoryKind.TimerFired:
                if (calls.TryClose(happened.TaskId, out var done))
                    done.TrySetResult(happened.Text);
                break;
            case HistoryKind.TaskFailed:
            case HistoryKind.SubOrchestrationFailed:
                if (calls.TryClose(happened.TaskId, out var failed))
                    failed.TrySetException(Failures.Of(failed.Action, StoredFailure.Read(happened.Text!)));
                break;
            case HistoryKind.EventRaised when context?.NextExecution is { } next:
                next.Carried.Add(happened);
                break;
            case HistoryKind.EventRaised:
                events.Raise(happened);
                break;
            case HistoryKind.ExecutionSuspended:
                suspended = true;
                break;
            case HistoryKind.ExecutionResumed:
                suspended = false;
                while (!suspended && whileSuspended.TryDequeue(out var held))
                    Process(held, replaying);
                break;
            case HistoryKind.ExecutionTerminated:
                End(new Completion(Ending.Terminated, happened.Text));
                break;
        }
    }

    private void Start(HistoryEvent started, bool replaying)
    {
        context = new EngineOrchestrationContext(subject, thread, calls, events, started.Text)
        {
            Now = new DateTime(episode, DateTimeKind.Utc),
            Replaying = replaying,
        };
        if (subject.Run is null)
        {
            var message = $"No orchestrator task named '{subject.Name}' was found.";
            End(new Completion(Ending.Failed, message, new TaskFailureDetails(Retries.NoSuchOrchestrator, message, null, null, null)));
            return;
        }

        try
        {
            body = subject.Run(context);
        }
        catch (Exception error)
        {
            body = Task.FromException<object?>(error);
        }
    }

    /// <summary>The execution ends when its code has ended and nothing it called is open: an uncancelled timer keeps it running.</summary>
    private void SettleBody()
    {
        if (body is null || completion is not null)
            return;
        if (!body.IsCompleted)
        {
            if (!calls.HasOpen && !events.HasWaits)
                Fail(new InvalidOperationException(OrchestratorThread.IllegalAwait));
        }
        else if (!calls.HasOpen)
        {
            if (!body.IsCompletedSuccessfully)
                Fail(body.Exception?.InnerExceptions[0] ?? new TaskCanceledException(body));
            else if (context!.NextExecution is { } next)
                End(new Completion(Ending.ContinuedAsNew, next.Input) { Carried = next.Carried });
            else
                Complete(body.Result);
        }
    }

    private void Complete(object? result)
    {
        try
        {
            End(new Completion(Ending.Completed, subject.Converter.Serialize(result)));
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private void Fail(Exception error) => End(new Completion(Ending.Failed, error.Message, Failures.Of(error)));

    private void End(Completion end) => completion ??= end;
}
