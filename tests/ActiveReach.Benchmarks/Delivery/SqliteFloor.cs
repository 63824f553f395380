using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SqliteGroupCommit;

namespace ActiveReach.Benchmarks.Delivery;

/// <summary>What bare SQLite does: each row is written as claimed, then as sent, 100 rows a transaction, synchronous FULL, one
/// prepared statement on the raw handle.</summary>
internal static class SqliteFloor
{
    private const int RowsATransaction = 100;

    /// <returns>Recipients a second, each with two committed transitions.</returns>
    public static async Task<double> RunAsync(string directory, int recipients)
    {
        using var database = Database.Open(new DatabaseOptions
        {
            Path = Path.Combine(directory, $"floor-{Guid.NewGuid():N}.db"),
            Schema = ["CREATE TABLE ledger (id INTEGER PRIMARY KEY, contact INTEGER NOT NULL, state INTEGER NOT NULL, at INTEGER)"],
        });
        await database.WriteAsync(session =>
        {
            var insert = session.Prepare("INSERT INTO ledger (id, contact, state) VALUES (?1, ?1, 0)");
            for (var id = 0; id < recipients; id++)
                insert.Bind(1, id).Execute();
        });

        var watch = Stopwatch.StartNew();
        for (var first = 0; first < recipients; first += RowsATransaction)
        {
            await WriteAsync(database, first, state: 1);
            await WriteAsync(database, first, state: 3);
        }

        return recipients / watch.Elapsed.TotalSeconds;
    }

    private static Task WriteAsync(Database database, int first, int state) => database.WriteAsync(session =>
    {
        var update = session.Prepare("UPDATE ledger SET state = ?2, at = ?3 WHERE id = ?1").Bind(2, state).Bind(3, 1_764_576_000_000);
        for (var id = first; id < first + RowsATransaction; id++)
            update.Bind(1, id).Execute();
    });
}
