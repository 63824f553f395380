using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>What the ledger holds of one person.</summary>
public interface IContactLedger
{
    /// <summary>The next rows of the contact behind <paramref name="after"/>, skipped ones included, in the order they were planned; empty at
    /// the end.</summary>
    Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default);
}
