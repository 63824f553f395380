using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Timelines;

/// <summary>All that stores keep of one person, whichever ids it has had: what a merge has not moved yet is found by those of whom it took over.</summary>
internal static class PersonPages
{
    /// <param name="read">A page of what is kept by an id.</param>
    public static async Task<List<T>> AllAsync<T>(IReadOnlyList<ContactId> ids, PageQuery first, Func<ContactId, PageQuery, Task<Page<T>>> read)
    {
        var all = new List<T>();
        foreach (var id in ids)
        {
            for (PageQuery? query = first with { Limit = PageQuery.MaxLimit }; query is not null;)
            {
                var page = await read(id, query);
                all.AddRange(page.Items);
                query = page.NextCursor is { } cursor ? query with { Cursor = cursor } : null;
            }
        }

        return all;
    }

    /// <summary>Events, the earliest first.</summary>
    public static async Task<IReadOnlyList<ContactEvent>> AllAsync(this IEventStore events, WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation)
    {
        var all = await AllAsync(ids, new PageQuery(PageQuery.MaxLimit, null, "time", false), (id, query) => events.ListAsync(workspace, new EventFilter(Contact: id), query, cancellation));
        return ids.Count == 1 ? all : [.. all.OrderBy(each => each.At)];
    }
}
