using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

public static class LedgerRowPages
{
    /// <summary>All messages of people, skipped ones included, of each in the order they were planned. A page may be short of what was asked for; the last one is empty.</summary>
    public static async Task<IReadOnlyList<LedgerRow>> AllAsync(this ILedgerRows rows, WorkspaceId workspace, IReadOnlyList<ContactId> contacts, CancellationToken cancellation)
    {
        var all = new List<LedgerRow>();
        foreach (var contact in contacts)
        {
            LedgerAddress? after = null;
            while (await rows.NextAsync(workspace, contact, after, PageQuery.MaxLimit, cancellation) is { Count: > 0 } page)
            {
                all.AddRange(page);
                after = page[^1].Address;
            }
        }

        return all;
    }
}
