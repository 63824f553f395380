using System.Diagnostics;
using System.Globalization;
using SqliteGroupCommit;

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
        using var database = Database.Open(new DatabaseOptions
        {
            Path = path,
            WriterCacheKiB = 32 * 1024,
            Schema =
            [
                $"CREATE TABLE contacts (id INTEGER PRIMARY KEY, {string.Join(", ", columns.Select(name => name is "lat" or "lon" ? $"{name} REAL" : $"{name} TEXT"))})",
                "CREATE UNIQUE INDEX contacts_by_external_id ON contacts (external_id)",
            ],
        });
        var upsert = $"""
            INSERT INTO contacts ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => $"?{index + 1}"))})
            ON CONFLICT (external_id) DO UPDATE SET {string.Join(", ", columns.Skip(1).Select(name => $"{name} = excluded.{name}"))}
            """;
        var rows = 0L;
        while (!file.EndOfStream)
        {
            rows += await database.WriteAsync(session =>
            {
                var statement = session.Prepare(upsert);
                var count = 0;
                for (; count < RowsATransaction && file.ReadLine() is { } line; count++)
                    Bind(statement, line, columns).Execute();
                return count;
            });
        }

        return rows;
    }

    private static Statement Bind(Statement statement, string line, string[] columns)
    {
        var cells = line.Split(',');
        for (var index = 0; index < columns.Length; index++)
        {
            if (cells[index].Length == 0)
                statement.BindNull(index + 1);
            else if (columns[index] is "lat" or "lon")
                statement.Bind(index + 1, double.Parse(cells[index], CultureInfo.InvariantCulture));
            else
                statement.Bind(index + 1, cells[index]);
        }

        return statement;
    }
}
