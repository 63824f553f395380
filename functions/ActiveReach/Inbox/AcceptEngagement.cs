using ActiveReach.Queues;
using ActiveReach.Sight;

namespace ActiveReach.Inbox;

/// <summary>Takes events in: stored first, then the queue is told. Whoever is answered can forget the event.</summary>
public sealed class AcceptEngagement
{
    private readonly IEngagementInbox inbox;
    private readonly Gathering<InboxEvent> storing;
    private readonly Gathering<long> ringing;

    public AcceptEngagement(IEngagementInbox inbox, IMessageQueue queue)
    {
        this.inbox = inbox;
        storing = new Gathering<InboxEvent>(StoreAsync);
        ringing = new Gathering<long>(queue.RingAsync);
    }

    public Task AcceptAsync(IReadOnlyList<InboxEvent> events) => events.Count == 0
        ? Task.CompletedTask
        : storing.AddAsync(Trail.Here is { } here ? [.. events.Select(each => each with { Trace = here })] : events);

    public Task AcceptAsync(Hit hit) => AcceptAsync([hit.ToInboxEvent()]);

    /// <summary>Nobody waits for the queue: should its message be lost, the reconciler repeats it.</summary>
    private async Task StoreAsync(IReadOnlyList<InboxEvent> events) => _ = RingAsync(await inbox.AddAsync(events));

    private async Task RingAsync(IReadOnlyList<long> ids)
    {
        try
        {
            await ringing.AddAsync(ids);
        }
        catch (Exception)
        {
            // The events are stored; ReconcileEngagement finds them.
        }
    }
}
