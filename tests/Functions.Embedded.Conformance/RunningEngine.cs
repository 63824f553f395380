using Functions.Embedded.Clock;
using Functions.Embedded.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Conformance;

/// <summary>An engine between being opened and losing its power.</summary>
internal sealed class RunningEngine(Database database, DurableEngine engine, RuntimeActivity activity)
{
    public DurableTaskClient Client => engine.Client;

    public RuntimeActivity Activity => activity;

    public static async Task<RunningEngine> OpenAsync(string folder, DurableRegistry registry, DurableOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var activity = new RuntimeActivity();
        var database = Database.Open(new DatabaseOptions { Path = Path.Combine(folder, "runtime.db") });
        activity.Register(new DatabaseIdleSource(database, activity));
        var engine = new DurableEngine(database, registry, options, time, activity, loggers);
        await engine.StartAsync(CancellationToken.None);
        return new RunningEngine(database, engine, activity);
    }

    public void CutPower()
    {
        engine.Abandon();
        database.CutPower();
    }
}
