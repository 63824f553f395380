namespace SqliteGroupCommit;

/// <summary>
/// Stands at the door of every commit, for fault injection. Throwing makes the database behave as in a power cut: from
/// <see cref="BeforeCommit"/> the transaction is lost, from <see cref="AfterCommit"/> it is on disk but nobody hears of it;
/// either way everything later is refused with <see cref="StoppedException"/>.
/// </summary>
public interface ICommitHook
{
    /// <summary>Called on the storage thread before the n-th commit, counted from 1 since the database was opened.</summary>
    void BeforeCommit(long ordinal);

    /// <summary>Called on the storage thread after the n-th commit is on disk, before anybody is told.</summary>
    void AfterCommit(long ordinal);
}
