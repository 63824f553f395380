using Functions.Embedded.Durable.History;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Storage;

/// <summary>Reads and writes histories.</summary>
internal sealed class HistoryRows
{
    private const string Columns =
        "SELECT h.kind, h.at, h.task, h.name, coalesce(h.text, p.body) FROM history h LEFT JOIN payloads p ON p.id = h.payload WHERE h.instance = ?1";

    private long nextPayload;

    public HistoryRows(ReadSession session)
    {
        var last = session.Prepare("SELECT coalesce(max(id), 0) FROM payloads");
        last.Step();
        nextPayload = last.GetInt64(0) + 1;
    }

    public void Append(WriteSession session, long instance, int firstSequence, IReadOnlyList<HistoryEvent> events)
    {
        var insert = session.Prepare("INSERT INTO history (instance, seq, kind, at, task, name, text, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        insert.Bind(1, instance);
        for (var i = 0; i < events.Count; i++)
        {
            var line = events[i];
            insert.Bind(2, firstSequence + i).Bind(3, (int)line.Kind).Bind(4, line.At).Bind(5, line.TaskId).Bind(6, line.Name);
            if (line.Text is { Length: > DurableSchema.InlineCharacters } big)
                insert.BindNull(7).Bind(8, WritePayload(session, big));
            else
                insert.Bind(7, line.Text).BindNull(8);
            insert.Execute();
        }
    }

    public static void Delete(WriteSession session, long instance)
    {
        session.Prepare("DELETE FROM payloads WHERE id IN (SELECT payload FROM history WHERE instance = ?1 AND payload IS NOT NULL)").Bind(1, instance).Execute();
        session.Prepare("DELETE FROM history WHERE instance = ?1").Bind(1, instance).Execute();
    }

    public static List<HistoryEvent> Load(ReadSession session, long instance)
    {
        var rows = session.Prepare(Columns + " ORDER BY h.seq").Bind(1, instance);
        var events = new List<HistoryEvent>();
        while (rows.Step())
            events.Add(Read(rows));
        return events;
    }

    public static HistoryEvent? Find(ReadSession session, long instance, int sequence)
    {
        var rows = session.Prepare(Columns + " AND h.seq = ?2").Bind(1, instance).Bind(2, sequence);
        return rows.Step() ? Read(rows) : null;
    }

    public static HistoryEvent? Last(ReadSession session, long instance)
    {
        var rows = session.Prepare(Columns + " ORDER BY h.seq DESC LIMIT 1").Bind(1, instance);
        return rows.Step() ? Read(rows) : null;
    }

    private static HistoryEvent Read(Statement row) => new(
        (HistoryKind)row.GetInt32(0),
        row.GetInt64(1),
        row.GetInt32(2),
        row.IsNull(3) ? null : string.Intern(row.GetString(3)),
        row.GetNullableString(4));

    private long WritePayload(WriteSession session, string body)
    {
        session.Prepare("INSERT INTO payloads (id, body) VALUES (?1, ?2)").Bind(1, nextPayload).Bind(2, body).Execute();
        return nextPayload++;
    }
}
