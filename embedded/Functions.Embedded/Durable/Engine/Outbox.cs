using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Replay;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Engine;

/// <summary>What an episode sets going: activities, timers, sub-orchestrations, events for others. Nothing leaves before the commit.</summary>
internal sealed class Outbox(EngineParts parts, Instance sender, IReadOnlyList<OrchestratorAction> actions, int execution, long now)
{
    private readonly List<Instance> children = [];
    private readonly List<(Instance Target, Message Message)> letters = [];

    public void Write(WriteSession session, bool withTimers)
    {
        foreach (var action in actions)
        {
            switch (action.Kind)
            {
                case HistoryKind.TimerCreated when withTimers && !action.Cancelled:
                    TimerRows.Insert(session, sender.Key, action.Id, action.FireAt.Ticks);
                    break;
                case HistoryKind.SubOrchestrationCreated:
                    WriteChild(session, action);
                    break;
                case HistoryKind.EventSent:
                    WriteEvent(session, action);
                    break;
            }
        }
    }

    /// <summary>Lets everything go; an instance that is over sets no timers any more.</summary>
    public void Send(Dispatch dispatch, bool withTimers)
    {
        var tasks = new List<ActivityTask>();
        foreach (var action in actions)
        {
            if (action.Kind == HistoryKind.TaskScheduled)
                tasks.Add(new ActivityTask(sender, execution, action.Id, action.Name!, action.Payload));
            else if (action.Kind == HistoryKind.TimerCreated && !action.Cancelled && withTimers)
                dispatch.Timers.Set(sender, execution, action.Id, action.FireAt.Ticks);
        }

        if (tasks.Count > 0)
            dispatch.Run(tasks);
        foreach (var child in children)
            dispatch.Start(child);
        foreach (var (target, message) in letters)
            dispatch.Deliver(target, message);
    }

    private void WriteChild(WriteSession session, OrchestratorAction action)
    {
        var id = action.Target!;
        var link = new ParentLink(sender.Key, action.Id, execution, sender.Id, sender.Name);
        if (!parts.Live.ContainsKey(id))
        {
            children.Add(NewInstances.Write(parts, session, id, action.Name!, link, action.Payload, now, action.Tags));
            return;
        }

        var failure = new TaskFailureDetails(
            typeof(DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
            $"An orchestration with the instance id '{id}' is running already. Give the sub-orchestration another id.",
            null,
            null,
            null);
        var refusal = new HistoryEvent(HistoryKind.SubOrchestrationFailed, now, action.Id, text: StoredFailure.Write(failure));
        letters.Add((sender, parts.Store.Inbox.Insert(session, sender, refusal, execution)));
    }

    private void WriteEvent(WriteSession session, OrchestratorAction action)
    {
        if (!parts.Live.TryGetValue(action.Target!, out var target))
            return;
        var raised = new HistoryEvent(HistoryKind.EventRaised, now, -1, action.Name, action.Payload);
        letters.Add((target, parts.Store.Inbox.Insert(session, target, raised)));
    }
}
