using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Storage;

/// <summary>The engine's tables in the runtime's database. The parts that count keys are for the storage thread only.</summary>
internal sealed class DurableStore
{
    public DurableStore(Database database)
    {
        Database = database;
        database.Migrate(DurableSchema.Module, DurableSchema.Migrations);
        (History, Instances, Inbox) = database.Read(session => (new HistoryRows(session), new InstanceRows(session), new InboxRows(session)));
    }

    public Database Database { get; }

    public HistoryRows History { get; }

    public InstanceRows Instances { get; }

    public InboxRows Inbox { get; }
}
