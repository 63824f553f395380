using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>The accounts of all workspaces. The directory tells whose an account is, since callbacks name the account alone.</summary>
public sealed class AccountBooks(IDocuments documents)
{
    private const string Id = "all";

    private static readonly DocumentKind<AccountBook> Kind = new("provider-accounts", _ => Id);
    private static readonly DocumentKind<Owner> Owners = new("provider-account", owner => owner.Account);

    public async Task<AccountBook> ReadAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, Id, cancellation))?.Value ?? AccountBook.Empty;

    /// <summary>Null for an account that nobody has.</summary>
    public async Task<WorkspaceId?> OwnerOfAsync(string account, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Owners, WorkspacePartition.Directory, account, cancellation))?.Value.Workspace;

    /// <summary>Changes a workspace's book, again from the start where somebody was faster.</summary>
    /// <param name="change">The book as it is to be, and what is told of it; null to leave it.</param>
    internal async Task<AccountBook> ChangeAsync(WorkspaceId workspace, Func<AccountBook, (AccountBook Book, AuditEntry Told)?> change, CancellationToken cancellation = default)
    {
        while (true)
        {
            var stored = await documents.FindAsync(Kind, workspace.Partition, Id, cancellation);
            if (change(stored?.Value ?? AccountBook.Empty) is not var (book, told))
                return stored?.Value ?? AccountBook.Empty;

            // The directory learns first: a callback of an account that isn't there is refused like a stranger's.
            foreach (var account in book.Accounts.ExceptBy((stored?.Value ?? AccountBook.Empty).Accounts.Select(each => each.Id), each => each.Id))
                await documents.TryAsync(WorkspacePartition.Directory, Owners.Put(new Owner(account.Id, workspace)), cancellation);
            var written = stored is null ? Kind.Add(book) : Kind.Replace(book, stored.ETag);
            if ((await documents.CommitAsync(workspace.Partition, [written, .. AuditTrail.Tell(told)], cancellation)).IsDone)
                return book;
        }
    }

    private sealed record Owner(string Account, WorkspaceId Workspace);
}
