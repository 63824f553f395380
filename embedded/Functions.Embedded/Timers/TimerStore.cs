using Functions.Embedded.Hosting;
using Microsoft.Azure.Functions.Worker;
using SqliteGroupCommit;

namespace Functions.Embedded.Timers;

/// <summary>Last and next occurrence of monitored timers, so that a missed one is noticed after a restart.</summary>
internal sealed class TimerStore
{
    private static readonly string[] Scripts =
    [
        "CREATE TABLE timer_status (name TEXT PRIMARY KEY, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID",
    ];

    private readonly Database database;

    public TimerStore(RuntimeDatabase runtime)
    {
        database = runtime.Database;
        database.Migrate("timers", Scripts);
    }

    public Task<ScheduleStatus?> ReadAsync(string name) => database.ReadAsync(session =>
    {
        var row = session.Prepare("SELECT last, next, updated FROM timer_status WHERE name = ?1").Bind(1, name);
        return row.Step()
            ? new ScheduleStatus { Last = Utc(row.GetInt64(0)), Next = Utc(row.GetInt64(1)), LastUpdated = Utc(row.GetInt64(2)) }
            : null;
    });

    public Task SaveAsync(string name, ScheduleStatus status) => database.WriteAsync(session =>
        session.Prepare("INSERT OR REPLACE INTO timer_status VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, name).Bind(2, status.Last.Ticks).Bind(3, status.Next.Ticks).Bind(4, status.LastUpdated.Ticks).Execute());

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
