using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox;

/// <summary>Whose an event is: by the run of the message that it names, by the sender that it is about, or by the account that it came to.</summary>
public sealed class EventOwners(IEnumerable<IProviderEventReader> readers, SenderDirectory senders, RunRecords runs)
{
    private readonly EventReading reading = new(readers);

    public async Task<EventSubject> FindAsync(InboxEvent received, CancellationToken cancellation = default)
    {
        if (received.Source == Hit.Source)
            return new EventSubject(Hit.Read(received.Payload.Span) is { } hit ? await OwnerAsync(hit.Address, cancellation) : []);
        var told = reading.Read(received);
        if (received.Workspace is { } own)
            return new EventSubject([own], (told as InboundText)?.Channel, (told as InboundText)?.To, told is not null);
        return told switch
        {
            MessageReport report when LedgerAddress.TryParse(report.Tag, out var address) && await OwnerAsync(address, cancellation) is { Count: > 0 } owner => new EventSubject(owner, report.Channel, report.Sender),
            MessageReport { Sender: { } sender } report => new EventSubject(await senders.FindAsync(report.Channel, sender, cancellation), report.Channel, sender),
            MessageReport report => new EventSubject([], report.Channel),
            InboundText text => new EventSubject(await senders.FindAsync(text.Channel, text.To, cancellation), text.Channel, text.To),
            _ => new EventSubject([], IsHeard: told is not null),
        };
    }

    private async Task<IReadOnlyList<WorkspaceId>> OwnerAsync(LedgerAddress address, CancellationToken cancellation) =>
        await runs.FindAsync(address.Run, cancellation) is { } run ? [run.Workspace] : [];
}

/// <param name="Owners">Whom it concerns; nobody known where there are none.</param>
/// <param name="Sender">Whose message it is about, or whom a text was sent to: an address of a business.</param>
/// <param name="IsHeard">Whether it means anything here.</param>
public sealed record EventSubject(IReadOnlyList<WorkspaceId> Owners, Channel? Channel = null, string? Sender = null, bool IsHeard = true)
{
    public bool IsNobodys => Owners.Count == 0;
}
