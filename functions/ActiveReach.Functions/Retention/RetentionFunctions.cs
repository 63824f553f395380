using ActiveReach.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Retention;

/// <summary>Removes every hour what has been kept long enough.</summary>
public sealed class RetentionFunctions(CleanUp cleanUp, ILogger<RetentionFunctions> log)
{
    [Function(nameof(CleanUp))]
    public async Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await cleanUp.RunAsync(cancellation) is > 0 and var removed)
            log.LogInformation("{Removed} row(s) had been kept long enough and were removed.", removed);
    }
}
