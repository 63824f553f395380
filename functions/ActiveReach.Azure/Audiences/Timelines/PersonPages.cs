using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Timelines;

/// <summary>All that stores keep of one person, whichever ids it has had: what a merge has not moved yet is found by those of whom it took over.</summary>
internal static class PersonPages
{
    /// <summary>Messages, skipped ones included, in the order they were planned.</summary>
    public static async Task<IReadOnlyList<LedgerRow>> AllAsync(this ILedgerRows rows, WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation)
    {
        var all = new List<LedgerRow>();
        foreach (var id in ids)
        {
            LedgerAddress? after = null;
            while (await rows.NextAsync(workspace, id, after, PageQuery.MaxLimit, cancellation) is { Count: > 0 } page)
            {
                all.AddRange(page);
                after = page[^1].Address;
            }
        }

        return all;
    }

    /// <summary>Events, the earliest first.</summary>
    public static async Task<IReadOnlyList<ContactEvent>> AllAsync(this IEventStore events, WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation)
    {
        var all = new List<ContactEvent>();
        foreach (var id in ids)
        {
            string? cursor = null;
            do
            {
                var page = await events.ListAsync(workspace, new EventFilter(Contact: id), new PageQuery(PageQuery.MaxLimit, cursor, "time", false), cancellation);
                all.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);
        }

        return ids.Count == 1 ? all : [.. all.OrderBy(each => each.At)];
    }
}
