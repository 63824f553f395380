using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.History;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Storage;

/// <summary>Writes a new instance, in place of a finished one with its id if there is one.</summary>
internal static class NewInstances
{
    public static Instance Write(
        EngineParts parts,
        WriteSession session,
        string id,
        string name,
        ParentLink? parent,
        string? input,
        long now,
        IReadOnlyDictionary<string, string>? tags,
        long startAt = 0)
    {
        if (InstanceRows.Find(session, id) is { } old)
            InstanceRows.Delete(session, old.Key);

        var started = new HistoryEvent(HistoryKind.ExecutionStarted, now, name: name, text: input);
        var instance = new Instance(parts.Store.Instances.TakeKey(), id, name, parent)
        {
            Status = OrchestrationRuntimeStatus.Pending,
            Held = startAt > now,
        };
        if (instance.Held)
            TimerRows.Insert(session, instance.Key, Message.Start.Happened.TaskId, startAt);
        else
            (instance.History, instance.HistoryBytes) = ([started], started.Size);
        InstanceRows.Insert(session, instance, now, tags);
        parts.Store.History.Append(session, instance.Key, 1, [started]);
        parts.Live[id] = instance;
        return instance;
    }
}
