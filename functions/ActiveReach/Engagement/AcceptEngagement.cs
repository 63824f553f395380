using ActiveReach.Delivery;

namespace ActiveReach.Engagement;

/// <summary>Takes events in: stored first, then the queue is told. Whoever is answered can forget the event.</summary>
public sealed class AcceptEngagement
{
    private readonly IEngagementInbox inbox;
    private readonly IMessageQueue queue;
    private readonly Gathering<InboxEvent> gathering;

    public AcceptEngagement(IEngagementInbox inbox, IMessageQueue queue)
    {
        (this.inbox, this.queue) = (inbox, queue);
        gathering = new Gathering<InboxEvent>(StoreAsync);
    }

    public Task AcceptAsync(IReadOnlyList<InboxEvent> events) => events.Count == 0 ? Task.CompletedTask : gathering.AddAsync(events);

    public Task AcceptAsync(Hit hit) => AcceptAsync([hit.ToInboxEvent()]);

    private async Task StoreAsync(IReadOnlyList<InboxEvent> events) => await queue.RingAsync(await inbox.AddAsync(events));
}
