using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

internal static class MemberListing
{
    /// <summary>All members of a workspace by address: few enough to be read at once.</summary>
    public static async Task<IReadOnlyList<Member>> AllAsync(this IMemberStore members, WorkspaceId workspace, CancellationToken cancellation)
    {
        var all = new List<Member>();
        string? cursor = null;
        do
        {
            var page = await members.ListAsync(workspace, new PageQuery(PageQuery.MaxLimit, cursor, "email", Descending: false), cancellation);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }
}
