using SqliteGroupCommit;

namespace Functions.Embedded.Clock;

/// <summary>A database is idle when every write it took has been committed and its writer told.</summary>
public sealed class DatabaseIdleSource : IIdleSource
{
    private readonly Database database;

    public DatabaseIdleSource(Database database, RuntimeActivity activity)
    {
        this.database = database;
        database.Drained += activity.Signal;
    }

    public bool IsIdle
    {
        get
        {
            var finished = database.Finished;
            return finished == database.Posted;
        }
    }

    public long Version => database.Posted;
}
