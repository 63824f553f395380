using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries;

/// <summary>Those who are to get the message of a standing campaign: each once by its key, whoever adds it and however often. They wait for their
/// hour and are taken by a run, or cancelled before; both are decided here, once.</summary>
public interface IEntries
{
    /// <summary>How far they are counted.</summary>
    const int MostCounted = 1_000;

    /// <summary>Adds entries, as many in a write as the store can; those that are there, in whatever state, stay as they are. Of two of one key the first counts.</summary>
    /// <returns>Of each whether it is new.</returns>
    Task<IReadOnlyList<bool>> AddAsync(WorkspaceId workspace, CampaignId campaign, IReadOnlyList<NewEntry> entries, CancellationToken cancellation = default);

    /// <summary>Those that wait and are due by then, the one that is due first before the others; without their content.</summary>
    Task<IReadOnlyList<Entry>> DueAsync(CampaignId campaign, DateTimeOffset until, int limit, CancellationToken cancellation = default);

    /// <summary>When the first of those that wait is due; null while none does.</summary>
    Task<DateTimeOffset?> NextDueAsync(CampaignId campaign, CancellationToken cancellation = default);

    /// <summary>Takes those that wait for a run, each by itself.</summary>
    /// <returns>Of each whether the run has it now, taken just now or before.</returns>
    Task<IReadOnlyList<bool>> TakeAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, RunId run, CancellationToken cancellation = default);

    /// <summary>Cancels those that wait, each by itself; the number of them.</summary>
    /// <param name="of">Those that this run has taken, too: it has ended before they were in its ledger.</param>
    Task<int> CancelAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, string reason, RunId? of = null, CancellationToken cancellation = default);

    /// <summary>All of a contact's, without their content.</summary>
    Task<IReadOnlyList<Entry>> OfAsync(CampaignId campaign, ContactId contact, CancellationToken cancellation = default);

    /// <summary>Those with these keys, as far as they are there, in any order.</summary>
    Task<IReadOnlyList<Entry>> FindAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, CancellationToken cancellation = default);

    Task<EntryCounts> CountAsync(CampaignId campaign, CancellationToken cancellation = default);

    /// <summary>Removes those that were taken or cancelled and were due before, at most <paramref name="limit"/>; those that wait stay, however old they are. A key is free again then.</summary>
    /// <returns>How many; fewer than the limit when none is left.</returns>
    Task<int> RemoveOldAsync(CampaignId campaign, DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>Forgets the content of whatever is kept for a contact, in all campaigns of the workspace. The entries stay, so that their campaign tells why nobody was sent to.</summary>
    Task EraseAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default);
}
