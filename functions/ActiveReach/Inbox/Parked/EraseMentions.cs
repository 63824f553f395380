using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Inbox;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Parked;

/// <summary>Removes what came in from outside, holds an address of a person and has not been applied: parked or waiting. What is
/// addressed to another workspace's sender is left to that workspace.</summary>
public sealed class EraseMentions(IEngagementInbox inbox, IEnumerable<IProviderEventReader> readers, SenderDirectory senders) : IErasureStep
{
    private readonly EventReading reading = new(readers);

    public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
    {
        var addresses = Mention.AddressesOf(contact);
        var found = new List<long>();
        foreach (var entry in await inbox.MentioningAsync(addresses, cancellation))
        {
            if (Mention.IsIn(Encoding.UTF8.GetString(entry.Event.Payload.Span), addresses) && await MayRemoveAsync(workspace, entry.Event, cancellation))
                found.Add(entry.Id);
        }

        if (found.Count > 0)
            await inbox.RemoveAsync(found, cancellation);
    }

    private async Task<bool> MayRemoveAsync(WorkspaceId workspace, InboxEvent received, CancellationToken cancellation)
    {
        var (channel, sender) = reading.Read(received) switch
        {
            InboundText text => (text.Channel, text.To),
            MessageReport { Sender: { } from } report => (report.Channel, from),
            _ => default,
        };
        if (sender is null)
            return true;
        var owners = await senders.FindAsync(channel, sender, cancellation);
        return owners.Count == 0 || owners.Contains(workspace);
    }
}
