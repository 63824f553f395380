using System.Collections.Concurrent;
using Microsoft.Azure.WebJobs.Extensions.Timers;

namespace Functions.Host.Timers;

/// <summary>When each timer ran last, as long as the host lives.</summary>
internal sealed class RememberedSchedules : ScheduleMonitor
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> known = new();

    public override Task<ScheduleStatus> GetStatusAsync(string timerName) => Task.FromResult(known.GetValueOrDefault(timerName)!);

    public override Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        known[timerName] = status;
        return Task.CompletedTask;
    }
}
