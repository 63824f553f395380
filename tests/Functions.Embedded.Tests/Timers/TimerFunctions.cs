using Functions.Embedded.Tests.Queues;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Tests.Timers;

internal sealed class TimerFunctions(Inbox inbox, TimeProvider clock)
{
    [Function("Nightly")]
    public void Nightly([TimerTrigger("%NightlySchedule%")] TimerInfo timer) =>
        inbox.Put($"nightly {clock.GetUtcNow():MM-dd HH:mm} past due {timer.IsPastDue} next {timer.ScheduleStatus!.Next:MM-dd HH:mm}");
}

internal sealed class EagerFunctions(Inbox inbox)
{
    [Function("Eager")]
    public void Eager([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
        inbox.Put($"eager {timer.ScheduleStatus is null}");
}

internal sealed class StubbornFunctions(Inbox inbox, TimeProvider clock)
{
    [Function("Stubborn")]
    [ExponentialBackoffRetry(3, "00:00:10", "00:00:30")]
    public void Stubborn([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
    {
        inbox.Put($"{context.RetryContext.RetryCount}/{context.RetryContext.MaxRetryCount} at {clock.GetUtcNow():mm:ss}");
        throw new InvalidOperationException("as asked");
    }
}
