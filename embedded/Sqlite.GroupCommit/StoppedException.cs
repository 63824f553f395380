namespace SqliteGroupCommit;

/// <summary>The database no longer takes work: it was closed, its power was cut, or its storage failed (see the inner exception).</summary>
public sealed class StoppedException : InvalidOperationException
{
    internal StoppedException(string path, Exception? reason)
        : base(
            reason is null
                ? $"The database '{path}' is closed and takes no more work. Open it again."
                : $"The database '{path}' stopped and takes no more work: {reason.Message} Remove the cause and open it again.",
            reason)
    {
    }
}
