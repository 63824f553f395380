using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Engine;

/// <summary>
/// Takes up what an earlier process left: unfinished instances without their histories, their mail, their timers, and the
/// activities whose result never came (which run again).
/// </summary>
internal sealed class Recovery(EngineParts parts, Dispatch dispatch)
{
    private static readonly string LiveStatuses = string.Join(
        ',', (int)OrchestrationRuntimeStatus.Running, (int)OrchestrationRuntimeStatus.Pending, (int)OrchestrationRuntimeStatus.Suspended);

    private readonly Dictionary<long, Instance> byKey = [];
    private readonly List<(Instance Instance, Message Message)> mail = [];
    private readonly List<(Instance Instance, int TaskId, long Due)> timers = [];
    private readonly List<ActivityTask> activities = [];
    private readonly List<long> orphans = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        await parts.Store.Database.ReadAsync(session =>
        {
            LoadInstances(session);
            LoadTimers(session);
            LoadMail(session);
            LoadActivities(session);
            return true;
        }, cancellation);
        if (orphans.Count > 0)
            _ = parts.Store.Database.WriteAsync(session => InboxRows.Delete(session, orphans));

        foreach (var (instance, taskId, due) in timers)
            dispatch.Timers.Set(instance, instance.Execution, taskId, due);
        foreach (var (instance, message) in mail)
            dispatch.Deliver(instance, message);
        foreach (var instance in byKey.Values)
        {
            if (!instance.Played)
                dispatch.Start(instance);
        }

        dispatch.Run(activities);
    }

    private void LoadInstances(ReadSession session)
    {
        var rows = session.Prepare(
            $"""
            SELECT key, id, name, status, execution, custom_status, parent_key, parent_task, parent_execution, parent_id, parent_name,
                EXISTS (SELECT 1 FROM history h WHERE h.instance = key AND h.seq = 0)
            FROM instances WHERE status IN ({LiveStatuses})
            """);
        while (rows.Step())
        {
            var parent = rows.IsNull(6)
                ? null
                : new ParentLink(rows.GetInt64(6), rows.GetInt32(7), rows.GetInt32(8), rows.GetString(9), string.Intern(rows.GetString(10)));
            var instance = new Instance(rows.GetInt64(0), rows.GetString(1), string.Intern(rows.GetString(2)), parent)
            {
                Status = (OrchestrationRuntimeStatus)rows.GetInt32(3),
                Execution = rows.GetInt32(4),
                CustomStatus = rows.GetNullableString(5),
                Played = rows.GetBoolean(11),
            };
            byKey.Add(instance.Key, instance);
            parts.Live[instance.Id] = instance;
        }
    }

    private void LoadTimers(ReadSession session)
    {
        var rows = session.Prepare("SELECT instance, task, due FROM timers");
        while (rows.Step())
        {
            if (!byKey.TryGetValue(rows.GetInt64(0), out var instance))
                continue;
            timers.Add((instance, rows.GetInt32(1), rows.GetInt64(2)));
            instance.Held |= rows.GetInt32(1) == Message.Start.Happened.TaskId;
        }
    }

    private void LoadMail(ReadSession session)
    {
        foreach (var (key, message) in InboxRows.All(session))
        {
            if (byKey.TryGetValue(key, out var instance))
                mail.Add((instance, message));
            else
                orphans.Add(message.InboxId);
        }
    }

    private void LoadActivities(ReadSession session)
    {
        var rows = session.Prepare(
            $"""
            SELECT h.instance, h.kind, h.task, h.seq FROM instances i CROSS JOIN history h ON h.instance = i.key
            WHERE i.status IN ({LiveStatuses}) AND h.kind IN ({(int)HistoryKind.TaskScheduled}, {(int)HistoryKind.TaskCompleted}, {(int)HistoryKind.TaskFailed})
            """);
        var open = new Dictionary<(long Instance, int TaskId), int>();
        while (rows.Step())
        {
            var call = (rows.GetInt64(0), rows.GetInt32(2));
            if (rows.GetInt32(1) == (int)HistoryKind.TaskScheduled)
                open[call] = rows.GetInt32(3);
            else
                open.Remove(call);
        }

        foreach (var (call, sequence) in open.OrderBy(pair => pair.Key.Instance).ThenBy(pair => pair.Value))
        {
            var scheduled = HistoryRows.Find(session, call.Instance, sequence)!;
            var instance = byKey[call.Instance];
            activities.Add(new ActivityTask(instance, instance.Execution, call.TaskId, scheduled.Name!, scheduled.Text));
        }
    }
}
