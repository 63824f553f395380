using System.Text;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Finds a row by the carrier's id of its message. Such ids are random, and one big index of them would rewrite a page for
/// every message; so they are kept in generations of limited size: a write touches the pages of one small tree, and a search
/// asks each generation once.</summary>
internal static class MessageIndex
{
    private const int RowsAGeneration = 20_000;

    public const string Script = """
        CREATE TABLE IF NOT EXISTS ledger_generations (generation INTEGER PRIMARY KEY, rows INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS ledger_messages (
            generation INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            run INTEGER NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (generation, hash, run, place)
        ) WITHOUT ROWID;
        """;

    /// <summary>The generation that takes so many more rows.</summary>
    public static long Reserve(WriteSession session, int rows)
    {
        var open = session.Prepare("""
            UPDATE ledger_generations SET rows = rows + ?1
            WHERE generation = (SELECT max(generation) FROM ledger_generations) AND rows < ?2 RETURNING generation
            """).Bind(1, rows).Bind(2, RowsAGeneration);
        if (open.Step())
        {
            var generation = open.GetInt64(0);
            open.Reset();
            return generation;
        }

        session.Prepare("INSERT INTO ledger_generations (rows) VALUES (?1)").Bind(1, rows).Execute();
        return session.LastInsertRowId;
    }

    public static void Add(WriteSession session, long generation, long run, LedgerAddress address, string messageId) => session
        .Prepare("INSERT OR IGNORE INTO ledger_messages (generation, hash, run, place) VALUES (?1, ?2, ?3, ?4)")
        .Bind(1, generation).Bind(2, HashOf(messageId)).Bind(3, run).Bind(4, LedgerPlace.Of(address.Shard, address.Batch, address.Row)).Execute();

    /// <summary>Rows whose message id may be this one: the hash is the same.</summary>
    public static IReadOnlyList<(long Run, long Place)> Candidates(ReadSession session, string messageId)
    {
        var row = session.Prepare("""
            SELECT m.run, m.place FROM ledger_generations AS g CROSS JOIN ledger_messages AS m ON m.generation = g.generation AND m.hash = ?1
            """).Bind(1, HashOf(messageId));
        var found = new List<(long, long)>();
        while (row.Step())
            found.Add((row.GetInt64(0), row.GetInt64(1)));
        return found;
    }

    /// <summary>FNV-1a, 64 bit; stored, so never to be changed.</summary>
    private static long HashOf(string messageId)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(messageId))
            hash = (hash ^ octet) * 1099511628211UL;
        return unchecked((long)hash);
    }
}
