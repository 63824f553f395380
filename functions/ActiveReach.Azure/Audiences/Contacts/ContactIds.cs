using System.Collections.Concurrent;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Gives contacts their ids: a workspace's number shifted by 32 bits, and a number in it, from 1, that is never given twice. An instance leases
/// numbers in ranges and gives them one by one; what it holds when it ends is lost.</summary>
internal sealed class ContactIds(CosmosAccount account, TimeProvider time)
{
    private const int Shift = 32;
    private const int SmallestLease = 16;
    private const string Directory = "directory";

    private readonly ConcurrentDictionary<WorkspaceId, long> known = new();
    private readonly ConcurrentDictionary<WorkspaceId, Lease> leases = new();

    public static bool Holds(long workspace, ContactId id) => id.Value >> Shift == workspace;

    /// <summary>Below the first id of a workspace.</summary>
    public static long Before(long workspace) => workspace << Shift;

    /// <summary>The number of a workspace; null while it never had a contact.</summary>
    public async Task<long?> FindAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        if (known.TryGetValue(workspace, out var number))
            return number;
        if (await Items().FindAsync<Counted>(OfWorkspace(workspace), cancellation) is not { } found)
            return null;
        return known[workspace] = found.Last;
    }

    /// <summary>The highest id that may have been given; null while there is none.</summary>
    public async Task<ContactId?> LastAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        await FindAsync(workspace, cancellation) is { } number && await Items().FindAsync<Counted>(NumbersOf(workspace), cancellation) is { } numbers
            ? new ContactId((number << Shift) + numbers.Last)
            : null;

    /// <param name="ahead">How many more the caller is going to take.</param>
    public async Task<ContactId> TakeAsync(WorkspaceId workspace, int ahead)
    {
        var number = await FindAsync(workspace) ?? await AddAsync(workspace);
        var lease = leases.GetOrAdd(workspace, _ => new Lease());
        await lease.Gate.WaitAsync();
        try
        {
            if (lease.Next > lease.Last)
            {
                var many = Math.Max(SmallestLease, ahead + 1);
                lease.Last = await CountAsync(NumbersOf(workspace), many);
                lease.Next = lease.Last - many + 1;
            }

            return new ContactId((number << Shift) + lease.Next++);
        }
        finally
        {
            lease.Gate.Release();
        }
    }

    private async Task<long> AddAsync(WorkspaceId workspace)
    {
        while (await FindAsync(workspace) is null)
        {
            // A number that nobody gets is none the worse.
            var items = Items();
            if (await items.FindAsync<Counted>(OfWorkspace(workspace)) is null)
            {
                items.Put(OfWorkspace(workspace), new Counted { Last = await CountAsync(new ItemPlace(Directory, "workspaces"), 1) });
                await items.TryWriteAsync();
            }
        }

        return known[workspace];
    }

    /// <returns>The last of the numbers that are the caller's now.</returns>
    private async Task<long> CountAsync(ItemPlace counter, int many)
    {
        while (true)
        {
            var items = Items();
            var last = (await items.FindAsync<Counted>(counter))?.Last ?? 0;
            items.Put(counter, new Counted { Last = last + many });
            if (await items.TryWriteAsync())
                return last + many;
        }
    }

    private ItemSet Items() => new(account.ContactIndex, time);

    private static ItemPlace OfWorkspace(WorkspaceId workspace) => new(Directory, $"workspace:{workspace.Value}");

    private static ItemPlace NumbersOf(WorkspaceId workspace) => new(workspace.Value, "numbers");

    private sealed record Counted : Item
    {
        public long Last { get; init; }
    }

    private sealed class Lease
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public long Next { get; set; } = 1;

        public long Last { get; set; }
    }
}
