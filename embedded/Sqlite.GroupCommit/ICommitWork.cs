namespace SqliteGroupCommit;

/// <summary>
/// A piece of work without a savepoint of its own, for callers who write many small transitions. An exception from
/// <see cref="Write"/> is a storage failure: the database rolls back and stops.
/// </summary>
public interface ICommitWork
{
    /// <summary>Runs on the storage thread, in the order of posting, inside a transaction shared with others.</summary>
    void Write(WriteSession session);

    /// <summary>Runs on a pool thread once the transaction is on disk, after the completions of all earlier ones: be short, never wait.</summary>
    void Committed();

    /// <summary>Runs on a pool thread when the transaction is lost.</summary>
    void Lost(Exception reason);
}
