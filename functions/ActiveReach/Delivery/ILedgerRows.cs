using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>Rows of the ledger as people look for them: by person, by what became of them.</summary>
public interface ILedgerRows
{
    /// <summary>The next rows of the contact behind <paramref name="after"/>, skipped ones included, in the order they were planned; empty at
    /// the end.</summary>
    Task<IReadOnlyList<LedgerRow>> NextAsync(WorkspaceId workspace, ContactId contact, LedgerAddress? after, int limit, CancellationToken cancellation = default);

    /// <summary>Who did what a run counts as conversion within its window after the hand-over, once for each channel that they got it on; nobody for a
    /// run that counts none.</summary>
    Task<IReadOnlyList<Conversion>> ConvertedAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>Recipients of the runs by what happened to them, in order of the ledger: each contact of a run once, with the message that
    /// tells of it, so that there are as many as the figure says. <see cref="RecipientAction.All"/> lists messages instead.</summary>
    Task<RecipientPage> ListAsync(IReadOnlyList<RunId> runs, RecipientAction action, int limit, string? cursor, CancellationToken cancellation = default);
}

/// <summary>Somebody who did what their run counts as conversion, with what figures group them by.</summary>
/// <param name="Hour">Hours since 1970 (UTC) of the first hand-over.</param>
public readonly record struct Conversion(ContactId Contact, Channel Channel, int Stage, string Variant, string Outlet, long Hour);
