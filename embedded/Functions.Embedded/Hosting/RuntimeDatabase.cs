using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Hosting;

/// <summary>The runtime's own file: queues, timers and durable state. Opened on first use.</summary>
internal sealed class RuntimeDatabase : IDisposable
{
    public const string DirectorySetting = "Embedded:DataDirectory";

    private readonly IDisposable registration;

    public RuntimeDatabase(
        EmbeddedOptions options, IConfiguration configuration, RuntimeActivity activity, IHostApplicationLifetime lifetime, ILogger<RuntimeDatabase> log)
    {
        var directory = Path.GetFullPath(options.DataDirectory ?? configuration[DirectorySetting] ?? "./.data");
        Database = Database.Open(new DatabaseOptions
        {
            Path = Path.Combine(directory, "runtime.db"),
            Hook = options.CommitHook,
            OnFatal = error =>
            {
                IsStopped = true;
                log.LogCritical(error, "The runtime's storage in {Directory} failed; nothing can be acknowledged any more, so the host stops.", directory);
                if (options.CommitHook is null)
                    Environment.ExitCode = 1;
                ThreadPool.UnsafeQueueUserWorkItem(static host => host.StopApplication(), lifetime, preferLocal: false);
            },
        });
        registration = activity.Register(new DatabaseIdleSource(Database, activity));
    }

    public Database Database { get; }

    /// <summary>Whether storage failed or its power was cut: nothing can be kept any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Ends as a power cut does.</summary>
    public void CutPower()
    {
        IsStopped = true;
        Database.CutPower();
    }

    public void Dispose()
    {
        registration.Dispose();
        Database.Dispose();
    }
}
