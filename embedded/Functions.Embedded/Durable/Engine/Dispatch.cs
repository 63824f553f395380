using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Replay;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Engine;

/// <summary>An activity to run.</summary>
internal sealed record ActivityTask(Instance Instance, int Execution, int TaskId, string Name, string? Input);

/// <summary>
/// Brings messages to instances and activities to their code. Whoever receives counts as busy before the one who gives is done.
/// </summary>
internal sealed class Dispatch
{
    private readonly EngineParts parts;
    private readonly Turns turns;
    private readonly Scheduler<Instance> episodes;
    private readonly Scheduler<ActivityTask> activities;

    public Dispatch(EngineParts parts)
    {
        this.parts = parts;
        Timers = new DurableTimers(parts.Clock, parts.Options, Deliver);
        turns = new Turns(parts, this);
        episodes = new Scheduler<Instance>(parts.Options.MaxConcurrentOrchestrations, RunEpisodes, () => parts.IsStopping);
        activities = new Scheduler<ActivityTask>(parts.Options.MaxConcurrentActivities, RunActivity, () => parts.IsDraining);
    }

    public DurableTimers Timers { get; }

    public bool IsAtRest => episodes.Loops == 0 && activities.Loops == 0;

    public void Deliver(Instance instance, Message message)
    {
        if (Claim(instance, message))
            episodes.Add(instance);
    }

    /// <summary>Has the first episode of an instance run.</summary>
    public void Start(Instance instance)
    {
        parts.Activity.Enter();
        if (instance.Wake())
            episodes.Add(instance);
        else
            parts.Activity.Leave();
    }

    public void Run(IReadOnlyCollection<ActivityTask> tasks)
    {
        foreach (var task in tasks)
        {
            parts.Activity.Enter();
            Interlocked.Increment(ref task.Instance.OpenActivities);
        }

        activities.AddAll(tasks);
    }

    private bool Claim(Instance instance, Message message)
    {
        parts.Activity.Enter();
        if (instance.Receive(message))
            return true;
        if (instance.Finished && message.InboxId != 0)
            Drop(message);
        parts.Activity.Leave();
        return false;
    }

    private void Drop(Message message)
    {
        try
        {
            parts.Post(new Discard(parts, message.InboxId));
        }
        catch (StoppedException)
        {
            // Recovery drops it.
        }
    }

    private ValueTask RunEpisodes(Instance instance)
    {
        try
        {
            turns.Run(instance);
        }
        finally
        {
            parts.Activity.Leave();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask RunActivity(ActivityTask task)
    {
        var happened = await Outcome(task);
        try
        {
            // The last one back goes on with the orchestration itself; of many, the first wakes another thread and the rest join in.
            var isLast = Interlocked.Decrement(ref task.Instance.OpenActivities) == 0;
            if (happened is null || parts.IsStopping || !Claim(task.Instance, new Message(happened, task.Execution)))
                return;
            if (isLast)
                await RunEpisodes(task.Instance);
            else
                episodes.Add(task.Instance);
        }
        finally
        {
            parts.Activity.Leave();
        }
    }

    private async ValueTask<HistoryEvent?> Outcome(ActivityTask task)
    {
        TaskFailureDetails failure;
        try
        {
            if (parts.Registry.FindActivity(task.Name) is { } run)
            {
                var invocation = new ActivityInvocation(
                    task.Name, task.Instance.Id, task.TaskId, task.Input, parts.Options.DataConverter, parts.Draining.Token);
                var result = await run(invocation);
                return new HistoryEvent(HistoryKind.TaskCompleted, 0, task.TaskId, text: parts.Options.DataConverter.Serialize(result));
            }

            // The Durable extension answers for the worker, without a type, so that a policy repeats it.
            failure = new TaskFailureDetails("(unknown)", $"The function '{task.Name}' doesn't exist, is disabled, or is not an activity function.", null, null, null);
        }
        catch (OperationCanceledException) when (parts.IsDraining)
        {
            // Cut off by the stop, not failed: it runs again at the next start.
            return null;
        }
        catch (Exception error)
        {
            parts.Log.LogInformation(
                "Activity {Name} #{TaskId} of instance {Instance} failed: {Reason}", task.Name, task.TaskId, task.Instance.Id, error.GetType().FullName);
            failure = Failures.Of(error);
        }

        return new HistoryEvent(HistoryKind.TaskFailed, 0, task.TaskId, text: StoredFailure.Write(failure));
    }

    /// <summary>A message that came when its instance had ended: nobody will take it in, so its row goes.</summary>
    private sealed class Discard(EngineParts parts, long inboxId) : ICommitWork
    {
        public void Write(WriteSession session) => InboxRows.Delete(session, [inboxId]);

        public void Committed() => parts.Activity.Leave();

        public void Lost(Exception reason)
        {
            parts.Activity.Leave();
            parts.Fault(reason);
        }
    }
}
