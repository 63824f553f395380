using Functions.Embedded.Hosting;

namespace Functions.Embedded.Queues;

/// <summary>The section <c>extensions.queues</c> of host.json, with the real host's defaults and bounds.</summary>
/// <param name="BatchSize">Messages taken at once (16; 1 to 32).</param>
/// <param name="NewBatchThreshold">More are taken when no more than this many run (half of the batch size).</param>
/// <param name="MaxDequeueCount">Tries before a message goes to the <c>-poison</c> queue (5).</param>
/// <param name="VisibilityTimeout">Wait, in system time, before a failed message is tried again (none).</param>
/// <param name="MaxPollingInterval">Longest wait of the real host's polling (one minute). Here a message wakes its function at once;
/// it is the least wait before a message of a poison queue is tried again.</param>
internal sealed record QueueSettings(int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval)
{
    private const string Section = "queues";

    public static QueueSettings From(HostSettings host)
    {
        var batchSize = host.Number(Section, "batchSize", 16, 1, 32);
        return new QueueSettings(
            batchSize,
            host.Number(Section, "newBatchThreshold", Math.Max(1, batchSize / 2), 0, 1000),
            host.Number(Section, "maxDequeueCount", 5, 1, 1000),
            host.Span(Section, "visibilityTimeout", TimeSpan.Zero),
            host.Span(Section, "maxPollingInterval", TimeSpan.FromMinutes(1)));
    }
}
