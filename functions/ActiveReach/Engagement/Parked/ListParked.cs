using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement.Parked;

/// <summary>Parked events as a workspace may see them: those of its own runs and senders. An event that names neither is nobody's,
/// and only the log tells of it.</summary>
public sealed class ListParked(IEngagementInbox inbox, IEnumerable<IProviderEventReader> readers, ISenderDirectory senders, IRunStore runs)
{
    /// <summary>Older ones are not looked at; whoever has so many looks for their common cause.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<string, IProviderEventReader> readers = readers.ToDictionary(reader => reader.Source, StringComparer.Ordinal);

    public async Task<Page<ParkedEvent>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        var own = new List<ParkedEvent>();
        foreach (var parked in await inbox.ParkedAsync(Most, cancellation))
        {
            if (await IsOfAsync(workspace, parked.Event, cancellation))
                own.Add(parked);
        }

        if (!query.Descending)
            own.Reverse();
        var after = PageCursor.ReadNumber(query.Cursor);
        var rest = after is null ? own : own.FindAll(parked => query.Descending ? parked.Id < after : parked.Id > after);
        var page = rest.Take(query.Limit).ToList();
        return new Page<ParkedEvent>(page, rest.Count > page.Count ? PageCursor.Write(page[^1].Id.ToString(CultureInfo.InvariantCulture)) : null, own.Count);
    }

    private async Task<bool> IsOfAsync(WorkspaceId workspace, InboxEvent received, CancellationToken cancellation)
    {
        if (received.Source == Hit.Source)
            return Hit.Read(received.Payload.Span) is { } hit && await IsOfAsync(workspace, hit.Address, cancellation);
        return Read(received) switch
        {
            MessageReport report when LedgerAddress.TryParse(report.Tag, out var address) => await IsOfAsync(workspace, address, cancellation),
            MessageReport { Sender: { } sender } report => (await senders.FindAsync(report.Channel, sender, cancellation)).Contains(workspace),
            InboundText text => (await senders.FindAsync(text.Channel, text.To, cancellation)).Contains(workspace),
            _ => false,
        };
    }

    private async Task<bool> IsOfAsync(WorkspaceId workspace, LedgerAddress address, CancellationToken cancellation) =>
        (await runs.FindAsync(address.Run, cancellation))?.Workspace == workspace;

    private ProviderEvent? Read(InboxEvent received)
    {
        try
        {
            return readers.GetValueOrDefault(received.Source)?.Read(received.Payload, received.ReceivedAt);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
