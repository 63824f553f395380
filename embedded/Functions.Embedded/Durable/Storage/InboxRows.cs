using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.History;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Storage;

/// <summary>Messages that were acknowledged or sent, until the episode that takes them in is committed.</summary>
internal sealed class InboxRows
{
    private long nextId;

    public InboxRows(ReadSession session)
    {
        var last = session.Prepare("SELECT coalesce(max(id), 0) FROM inbox");
        last.Step();
        nextId = last.GetInt64(0) + 1;
    }

    public Message Insert(WriteSession session, Instance target, HistoryEvent happened, int execution = Message.AnyExecution)
    {
        session.Prepare("INSERT INTO inbox (id, instance, execution, kind, at, task, name, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .Bind(1, nextId).Bind(2, target.Key).Bind(3, execution).Bind(4, (int)happened.Kind).Bind(5, happened.At).Bind(6, happened.TaskId)
            .Bind(7, happened.Name).Bind(8, happened.Text).Execute();
        return new Message(happened, execution, nextId++);
    }

    public static void Delete(WriteSession session, IReadOnlyList<long> ids)
    {
        foreach (var id in ids)
            session.Prepare("DELETE FROM inbox WHERE id = ?1").Bind(1, id).Execute();
    }

    public static IEnumerable<(long Instance, Message Message)> All(ReadSession session)
    {
        var rows = session.Prepare("SELECT id, instance, execution, kind, at, task, name, text FROM inbox ORDER BY id");
        while (rows.Step())
        {
            var happened = new HistoryEvent(
                (HistoryKind)rows.GetInt32(3), rows.GetInt64(4), rows.GetInt32(5), rows.GetNullableString(6), rows.GetNullableString(7));
            yield return (rows.GetInt64(1), new Message(happened, rows.GetInt32(2), rows.GetInt64(0)));
        }
    }
}
