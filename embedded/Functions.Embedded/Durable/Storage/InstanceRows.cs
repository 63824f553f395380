using System.Text.Json;
using Functions.Embedded.Durable.Engine;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Storage;

/// <summary>Writes the instances table.</summary>
internal sealed class InstanceRows
{
    private long nextKey;

    public InstanceRows(ReadSession session)
    {
        var last = session.Prepare("SELECT coalesce(max(key), 0) FROM instances");
        last.Step();
        nextKey = last.GetInt64(0) + 1;
    }

    public long TakeKey() => nextKey++;

    public static void Insert(WriteSession session, Instance instance, long created, IReadOnlyDictionary<string, string>? tags)
    {
        var insert = session.Prepare(
            """
            INSERT INTO instances (key, id, name, status, created, updated, execution, tags, parent_key, parent_task, parent_execution, parent_id, parent_name)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5, 0, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        insert.Bind(1, instance.Key).Bind(2, instance.Id).Bind(3, instance.Name).Bind(4, (int)OrchestrationRuntimeStatus.Pending).Bind(5, created);
        insert.Bind(6, tags is { Count: > 0 } ? JsonSerializer.Serialize(tags) : null);
        if (instance.Parent is { } parent)
            insert.Bind(7, parent.Key).Bind(8, parent.TaskId).Bind(9, parent.Execution).Bind(10, parent.Id).Bind(11, parent.Name);
        else
            insert.BindNull(7).BindNull(8).BindNull(9).BindNull(10).BindNull(11);
        insert.Execute();
    }

    public static void Update(WriteSession session, Instance instance, OrchestrationRuntimeStatus status, string? customStatus, long at) =>
        session.Prepare("UPDATE instances SET status = ?2, custom_status = ?3, updated = ?4 WHERE key = ?1")
            .Bind(1, instance.Key).Bind(2, (int)status).Bind(3, customStatus).Bind(4, at).Execute();

    public static void StartOver(WriteSession session, Instance instance, int execution, OrchestrationRuntimeStatus status, string customStatus, long at) =>
        session.Prepare("UPDATE instances SET status = ?2, custom_status = ?5, execution = ?3, created = ?4, updated = ?4 WHERE key = ?1")
            .Bind(1, instance.Key).Bind(2, (int)status).Bind(3, execution).Bind(4, at).Bind(5, customStatus).Execute();

    public static (long Key, OrchestrationRuntimeStatus Status)? Find(ReadSession session, string id)
    {
        var row = session.Prepare("SELECT key, status FROM instances WHERE id = ?1").Bind(1, id);
        return row.Step() ? (row.GetInt64(0), (OrchestrationRuntimeStatus)row.GetInt32(1)) : null;
    }

    public static void Delete(WriteSession session, long key)
    {
        HistoryRows.Delete(session, key);
        session.Prepare("DELETE FROM timers WHERE instance = ?1").Bind(1, key).Execute();
        session.Prepare("DELETE FROM instances WHERE key = ?1").Bind(1, key).Execute();
    }
}
