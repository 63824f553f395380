using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>Rows of the ledger as people look for them: by person, by what became of them.</summary>
public interface ILedgerRows
{
    /// <summary>The next rows of the contact behind <paramref name="after"/>, skipped ones included, in the order they were planned; empty at
    /// the end.</summary>
    Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default);

    /// <summary>Recipients of the runs by what happened to them, in order of the ledger: each contact of a run once, with the message that
    /// tells of it, so that there are as many as the figure says. <see cref="RecipientAction.All"/> lists messages instead.</summary>
    /// <param name="outlet">Only people who belonged to it when the run was planned; null for all.</param>
    Task<RecipientPage> ListAsync(IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, string? outlet = null, CancellationToken cancellation = default);
}
