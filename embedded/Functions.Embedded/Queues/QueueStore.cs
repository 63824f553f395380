using Functions.Embedded.Hosting;
using SqliteGroupCommit;

namespace Functions.Embedded.Queues;

/// <summary>Messages on disk. All writes share the group commit; who reacts to one does so after it is on disk.</summary>
internal sealed class QueueStore
{
    private static readonly string[] Scripts =
    [
        """
        CREATE TABLE queue_messages (
            id INTEGER PRIMARY KEY, queue TEXT NOT NULL, inserted INTEGER NOT NULL, due INTEGER NOT NULL, dequeued INTEGER NOT NULL, body BLOB NOT NULL)
        """,
    ];

    private readonly Database database;
    private long lastId;

    public QueueStore(RuntimeDatabase runtime, TimeProvider clock)
    {
        Clock = clock;
        database = runtime.Database;
        database.Migrate("queues", Scripts);
        // A million ids a millisecond since the epoch: ids rise, and none comes again after its message is gone and the process restarted.
        var stored = database.Read(session => session.Prepare("SELECT coalesce(max(id), 0) FROM queue_messages") is var s && s.Step() ? s.GetInt64(0) : 0);
        lastId = Math.Max(stored, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 20);
    }

    public TimeProvider Clock { get; }

    /// <summary>The listeners by queue, once they have taken over what was stored; set on the storage thread.</summary>
    public IReadOnlyDictionary<string, QueueListener>? Live { get; private set; }

    public long NextId() => Interlocked.Increment(ref lastId);

    public void Post(ICommitWork work) => database.Post(work);

    /// <summary>Hands over what is stored; whatever is sent after that reaches the listeners by itself.</summary>
    public Task GoLiveAsync(IReadOnlyDictionary<string, QueueListener> listeners, Action<QueueListener, QueueEntry> take) =>
        database.WriteAsync(session =>
        {
            var rows = session.Prepare("SELECT id, queue, inserted, due, dequeued FROM queue_messages ORDER BY due, id");
            while (rows.Step())
            {
                if (listeners.TryGetValue(rows.GetString(1), out var listener))
                    take(listener, new QueueEntry(rows.GetInt64(0), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt32(4), body: null));
            }

            Live = listeners;
        });

    public long Count(string queue) => database.Read(session =>
    {
        var count = session.Prepare("SELECT count(*) FROM queue_messages WHERE queue = ?1").Bind(1, queue);
        return count.Step() ? count.GetInt64(0) : 0;
    });

    public Task<IReadOnlyList<QueueCount>> CountAsync(CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow().UtcTicks;
        return database.ReadAsync<IReadOnlyList<QueueCount>>(session =>
        {
            var counts = new List<QueueCount>();
            var rows = session.Prepare("""
                SELECT queue, count(*) FILTER (WHERE due <= ?1), count(*) FILTER (WHERE due > ?1), coalesce(?1 - min(due) FILTER (WHERE due <= ?1), 0)
                FROM queue_messages GROUP BY queue
                """).Bind(1, now);
            while (rows.Step())
                counts.Add(new QueueCount(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), TimeSpan.FromTicks(rows.GetInt64(3))));
            return counts;
        }, cancellation);
    }

    public IReadOnlyList<byte[]> Peek(string queue, int most) => database.Read(session =>
    {
        var bodies = new List<byte[]>();
        var rows = session.Prepare("SELECT body FROM queue_messages WHERE queue = ?1 ORDER BY due, id LIMIT ?2").Bind(1, queue).Bind(2, most);
        while (rows.Step())
            bodies.Add(rows.GetBytes(0).ToArray());
        return bodies;
    });

    public static void Insert(WriteSession session, string queue, QueueEntry entry) =>
        session.Prepare("INSERT INTO queue_messages VALUES (?1, ?2, ?3, ?4, 0, ?5)")
            .Bind(1, entry.Id).Bind(2, queue).Bind(3, entry.Inserted).Bind(4, entry.Due).Bind(5, entry.Body.AsSpan()).Execute();

    public static void Delete(WriteSession session, long id) =>
        session.Prepare("DELETE FROM queue_messages WHERE id = ?1").Bind(1, id).Execute();

    public static void Dequeue(WriteSession session, QueueEntry entry)
    {
        session.Prepare("UPDATE queue_messages SET dequeued = ?2 WHERE id = ?1").Bind(1, entry.Id).Bind(2, entry.Dequeued).Execute();
        if (entry.Body is not null)
            return;
        var row = session.Prepare("SELECT body FROM queue_messages WHERE id = ?1").Bind(1, entry.Id);
        if (row.Step())
            entry.Body = row.GetBytes(0).ToArray();
        row.Reset();
    }
}
