using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActiveReach.Benchmarks.Audiences;

/// <summary>The least that an import could do: split the lines of a plain CSV file and upsert the same columns into a table with one unique
/// index, 5,000 rows a transaction, WAL, synchronous FULL, one prepared statement on the raw handle.</summary>
internal static class ImportFloor
{
    private const int RowsATransaction = 5_000;

    /// <returns>Rows a second.</returns>
    public static async Task<double> RunAsync(string directory, string file)
    {
        var path = Path.Combine(directory, $"floor-{Guid.NewGuid():N}.db");
        var watch = Stopwatch.StartNew();
        var rows = await RunAsync(path, new StreamReader(file));
        watch.Stop();
        foreach (var left in Directory.GetFiles(directory, Path.GetFileName(path) + "*"))
            File.Delete(left);
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> RunAsync(string path, StreamReader text)
    {
        using var file = text;
        var columns = (await file.ReadLineAsync())!.Split(',').Select(name => name.Replace('.', '_')).ToArray();
        Batteries_V2.Init();
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        var database = connection.Handle!;
        Run(database, "PRAGMA journal_mode = WAL");
        Run(database, "PRAGMA synchronous = FULL");
        Run(database, "PRAGMA cache_size = -32768");
        Run(database, $"CREATE TABLE contacts (id INTEGER PRIMARY KEY, {string.Join(", ", columns.Select(name => name is "lat" or "lon" ? $"{name} REAL" : $"{name} TEXT"))})");
        Run(database, "CREATE UNIQUE INDEX contacts_by_external_id ON contacts (external_id)");
        var upsert = $"""
            INSERT INTO contacts ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => $"?{index + 1}"))})
            ON CONFLICT (external_id) DO UPDATE SET {string.Join(", ", columns.Skip(1).Select(name => $"{name} = excluded.{name}"))}
            """;
        Check(raw.sqlite3_prepare_v2(database, upsert, out var statement));
        using var prepared = statement;
        var rows = 0L;
        for (var line = await file.ReadLineAsync(); line is not null;)
        {
            Run(database, "BEGIN IMMEDIATE");
            for (var count = 0; count < RowsATransaction && line is not null; count++, rows++)
            {
                Upsert(statement, line, columns);
                line = await file.ReadLineAsync();
            }

            Run(database, "COMMIT");
        }

        return rows;
    }

    private static void Upsert(sqlite3_stmt statement, string line, string[] columns)
    {
        var cells = line.Split(',');
        for (var index = 0; index < columns.Length; index++)
        {
            Check(cells[index].Length == 0 ? raw.sqlite3_bind_null(statement, index + 1)
                : columns[index] is "lat" or "lon" ? raw.sqlite3_bind_double(statement, index + 1, double.Parse(cells[index], CultureInfo.InvariantCulture))
                : raw.sqlite3_bind_text(statement, index + 1, cells[index]));
        }

        Check(raw.sqlite3_step(statement));
        Check(raw.sqlite3_reset(statement));
    }

    private static void Run(sqlite3 database, string sql) => Check(raw.sqlite3_exec(database, sql));

    private static void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            throw new InvalidOperationException($"SQLite answered {code}.");
    }
}
