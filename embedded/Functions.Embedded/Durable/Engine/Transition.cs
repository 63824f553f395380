using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Replay;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Engine;

/// <summary>One episode's effects: first in memory, then in one transaction, then, once that is on disk, in the world.</summary>
internal sealed class Transition(
    EngineParts parts, Dispatch dispatch, Instance instance, List<Message> mail, TurnOutcome outcome, long now) : ICommitWork
{
    /// <summary>What the Durable extension shows once an instance has continued as new, until it sets another: a JSON null.</summary>
    private const string NoStatus = "null";

    private readonly int execution = instance.Execution;
    private readonly List<HistoryEvent> lines = [];
    private readonly Outbox outbox = new(parts, instance, outcome.Actions, instance.Execution, now);
    private int firstSequence;
    private bool isFirst;
    private OrchestrationRuntimeStatus status;
    private string? customStatus;
    private bool rowChanged;
    private bool isVoid;
    private Instance? parent;
    private Message? forParent;

    private Completion? End => outcome.Completion;

    private bool StartsOver => End?.Ending == Ending.ContinuedAsNew;

    /// <summary>Brings the instance in memory to where it now is; on the thread of the turn.</summary>
    public void Apply(bool first, List<HistoryEvent> arrivals)
    {
        isFirst = first;
        var history = instance.History!;
        if (first)
            history.Insert(0, new HistoryEvent(HistoryKind.OrchestratorStarted, now));
        firstSequence = history.Count;
        lines.AddRange(arrivals);
        lines.AddRange(outcome.Actions.Select(action => action.ToEvent(now)));
        if (End is { } end && !StartsOver)
            lines.Add(end.ToEvent(now));
        history.AddRange(lines);
        if (End is not null && parts.Options.ExecutionEnded is { } ended)
            ended(StoredHistory.Of(instance.Id, StartsOver ? [.. history, End.ToEvent(now)] : history).Write());
        instance.HistoryBytes += lines.Sum(line => (long)line.Size);
        instance.Played = true;

        status = End is { } ending ? ending.Status : outcome.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
        customStatus = outcome.CustomStatus ?? (execution > 0 ? NoStatus : null);
        rowChanged = status != instance.Status || !string.Equals(customStatus, instance.CustomStatus, StringComparison.Ordinal);
        instance.Status = status;
        instance.CustomStatus = customStatus;
        if (StartsOver)
            StartOver();
        else if (history.Count <= parts.Options.LiveFromEvents || End is not null)
            instance.Live = null;
    }

    public void Write(WriteSession session)
    {
        // An instance that was replaced by another with its id has nothing more to say.
        isVoid = instance.Finished;
        if (isVoid)
            return;

        var store = parts.Store;
        if (StartsOver)
        {
            HistoryRows.Delete(session, instance.Key);
            store.History.Append(session, instance.Key, 1, lines);
            TimerRows.DeleteAll(session, instance.Key);
            InstanceRows.StartOver(session, instance, execution + 1, status, NoStatus, now);
        }
        else
        {
            if (isFirst)
                store.History.Append(session, instance.Key, 0, [new HistoryEvent(HistoryKind.OrchestratorStarted, now)]);
            store.History.Append(session, instance.Key, firstSequence, lines);
            if (rowChanged)
                InstanceRows.Update(session, instance, status, customStatus, now);
            WriteTimerEnds(session);
        }

        InboxRows.Delete(session, [.. mail.Where(message => message.InboxId != 0).Select(message => message.InboxId)]);
        outbox.Write(session, withTimers: End is null);
        if (End is not null && !StartsOver)
            Finish(session);
    }

    public void Committed()
    {
        Interlocked.Decrement(ref instance.OpenCommits);
        if (!isVoid)
            Dispatch();
        parts.Activity.Leave();
    }

    public void Lost(Exception reason)
    {
        parts.Activity.Leave();
        parts.Fault(reason);
    }

    private void Dispatch()
    {
        if (End is not null)
            dispatch.Timers.CancelAll(instance);
        foreach (var taskId in outcome.CancelledTimers)
            dispatch.Timers.Cancel(instance, taskId);
        outbox.Send(dispatch, withTimers: End is null);
        if (forParent is not null)
            dispatch.Deliver(parent!, forParent);

        if (End is not null && !StartsOver)
            parts.Cache.Forget(instance);
        else
            parts.Cache.Use(instance, instance.HistoryBytes);
        if (isFirst || (End is not null && !StartsOver))
            parts.Waiters.Changed(instance.Id);
    }

    private void StartOver()
    {
        lines.Clear();
        lines.Add(new HistoryEvent(HistoryKind.ExecutionStarted, now, name: instance.Name, text: End!.Output));
        lines.AddRange(End.Carried.Select(carried => carried.During(now)));
        instance.History = [.. lines];
        instance.HistoryBytes = lines.Sum(line => (long)line.Size);
        instance.Execution++;
        instance.Played = false;
        instance.Live = null;
        instance.CustomStatus = NoStatus;
    }

    private void WriteTimerEnds(WriteSession session)
    {
        if (End is not null)
        {
            TimerRows.DeleteAll(session, instance.Key);
            return;
        }

        foreach (var line in lines)
        {
            if (line.Kind == HistoryKind.TimerFired)
                TimerRows.Delete(session, instance.Key, line.TaskId);
        }

        foreach (var taskId in outcome.CancelledTimers)
            TimerRows.Delete(session, instance.Key, taskId);
        if (mail.Contains(Message.Start))
            TimerRows.Delete(session, instance.Key, Message.Start.Happened.TaskId);
    }

    private void Finish(WriteSession session)
    {
        instance.Finished = true;
        parts.Live.TryRemove(new KeyValuePair<string, Instance>(instance.Id, instance));
        if (instance.Parent is { } link && parts.Live.TryGetValue(link.Id, out var caller) && caller.Key == link.Key)
        {
            parent = caller;
            forParent = parts.Store.Inbox.Insert(session, caller, End!.ForParent(link.TaskId, now), link.Execution);
        }

        InboxRows.Delete(session, [.. instance.TakeMail().Where(message => message.InboxId != 0).Select(message => message.InboxId)]);
    }
}
