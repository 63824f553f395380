using ActiveReach.Inbox;
using System.Globalization;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Parked;

/// <summary>Has an event that matched nothing tried again at once, e.g. after its sender was entered.</summary>
public sealed class RetryParked(ListParked parked, IEngagementInbox inbox, IMessageQueue queue, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The workspace sees no such event; it may have been applied meanwhile.</exception>
    public async Task<ParkedSubject> RunAsync(Caller caller, long id, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var text = id.ToString(CultureInfo.InvariantCulture);
        var told = new AuditEntry(caller.Workspace, now, caller.Member, "engagement.retried", text);
        if (await parked.FindAsync(caller.Workspace, id, cancellation) is not { } subject || !await inbox.RetryAsync(id, now, told, cancellation))
            throw new NotFoundException("parked event", text);
        await queue.RingAsync([id]);
        return subject with { Parked = subject.Parked with { NextTry = now } };
    }
}
