using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Inbox;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Parked;

/// <summary>Events that matched nothing, as a workspace may see them: those of its own runs and senders, and those that are nobody's, as an
/// opt-out to a sender that was never entered would else be seen by no one. They show from the first try on.</summary>
public sealed class ListParked(IEngagementInbox inbox, EventOwners owners)
{
    /// <summary>Older ones are not looked at; whoever has so many looks for their common cause.</summary>
    private const int Most = 10_000;

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
            var subject = await owners.FindAsync(parked.Event, cancellation);
            if (subject.IsNobodys || subject.Owners.Contains(workspace))
                shown.Add(new ParkedSubject(parked, subject.Channel, subject.Sender, subject.IsNobodys));
        }

        return shown;
    }
}

/// <summary>A parked event and what it is about; never whom it is from.</summary>
/// <param name="Sender">Whose message it is about, or whom a text was sent to: an address of a business.</param>
/// <param name="IsNobodys">Nothing in it belongs to a workspace.</param>
public sealed record ParkedSubject(ParkedEvent Parked, Channel? Channel = null, string? Sender = null, bool IsNobodys = false);
