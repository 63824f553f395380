using ActiveReach.Queues;

namespace ActiveReach.Inbox;

/// <summary>Tells the queue again of events whose message was lost.</summary>
public sealed class ReconcileEngagement(IEngagementInbox inbox, IMessageQueue queue, TimeProvider clock)
{
    private const int Most = 5000;

    /// <summary>Younger events are still on their way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <returns>How many were found.</returns>
    public async Task<int> ReconcileAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var ids = await inbox.LeftOverAsync(now - Grace, now - Grace, Most, cancellation);
        await queue.RingAsync(ids);
        return ids.Count;
    }
}
