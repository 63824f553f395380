using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Parked;

/// <summary>Events that matched nothing, as a workspace may see them: those of its own runs and senders, and those that are nobody's, as an
/// opt-out to a sender that was never entered would else be seen by no one. They show from the first try on.</summary>
public sealed class ListParked(IEngagementInbox inbox, IEnumerable<IProviderEventReader> readers, SenderDirectory senders, RunRecords runs)
{
    /// <summary>Older ones are not looked at; whoever has so many looks for their common cause.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<string, IProviderEventReader> readers = readers.ToDictionary(reader => reader.Source, StringComparer.Ordinal);

    public async Task<Page<ParkedSubject>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        var shown = await AllAsync(workspace, cancellation);
        if (!query.Descending)
            shown.Reverse();
        var after = PageCursor.ReadNumber(query.Cursor);
        var rest = after is null ? shown : shown.FindAll(each => query.Descending ? each.Parked.Id < after : each.Parked.Id > after);
        var page = rest.Take(query.Limit).ToList();
        return new Page<ParkedSubject>(page, rest.Count > page.Count ? PageCursor.Write(page[^1].Parked.Id.ToString(CultureInfo.InvariantCulture)) : null, shown.Count);
    }

    /// <summary>Null when there is none that the workspace may see.</summary>
    public async Task<ParkedSubject?> FindAsync(WorkspaceId workspace, long id, CancellationToken cancellation = default) =>
        (await AllAsync(workspace, cancellation)).Find(each => each.Parked.Id == id);

    private async Task<List<ParkedSubject>> AllAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var shown = new List<ParkedSubject>();
        foreach (var parked in await inbox.ParkedAsync(Most, cancellation))
        {
            if (parked.Reason == ParkedReason.NoOpenMessage)
                continue;
            var (subject, owners) = await OwnersAsync(parked, cancellation);
            if (owners.Count == 0 || owners.Contains(workspace))
                shown.Add(subject with { IsNobodys = owners.Count == 0 });
        }

        return shown;
    }

    private async Task<(ParkedSubject Subject, IReadOnlyList<WorkspaceId> Owners)> OwnersAsync(ParkedEvent parked, CancellationToken cancellation)
    {
        var received = parked.Event;
        if (received.Source == Hit.Source)
            return (new ParkedSubject(parked), Hit.Read(received.Payload.Span) is { } hit ? await OwnerAsync(hit.Address, cancellation) : []);
        if (received.Workspace is { } own)
            return (Read(received) is InboundText heard ? new ParkedSubject(parked, heard.Channel, heard.To) : new ParkedSubject(parked), [own]);
        switch (Read(received))
        {
            case MessageReport report when LedgerAddress.TryParse(report.Tag, out var address) && await OwnerAsync(address, cancellation) is { Count: > 0 } owner:
                return (new ParkedSubject(parked, report.Channel, report.Sender), owner);
            case MessageReport { Sender: { } sender } report:
                return (new ParkedSubject(parked, report.Channel, sender), await senders.FindAsync(report.Channel, sender, cancellation));
            case MessageReport report:
                return (new ParkedSubject(parked, report.Channel), []);
            case InboundText text:
                return (new ParkedSubject(parked, text.Channel, text.To), await senders.FindAsync(text.Channel, text.To, cancellation));
            default:
                return (new ParkedSubject(parked), []);
        }
    }

    private async Task<IReadOnlyList<WorkspaceId>> OwnerAsync(LedgerAddress address, CancellationToken cancellation) =>
        await runs.FindAsync(address.Run, cancellation) is { } run ? [run.Workspace] : [];

    private ProviderEvent? Read(InboxEvent received)
    {
        try
        {
            return readers.GetValueOrDefault(received.Reader)?.Read(received.Payload, received.ReceivedAt);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

/// <summary>A parked event and what it is about; never whom it is from.</summary>
/// <param name="Sender">Whose message it is about, or whom a text was sent to: an address of a business.</param>
/// <param name="IsNobodys">Nothing in it belongs to a workspace.</param>
public sealed record ParkedSubject(ParkedEvent Parked, Channel? Channel = null, string? Sender = null, bool IsNobodys = false);
