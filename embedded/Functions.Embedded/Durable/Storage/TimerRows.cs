using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Storage;

/// <summary>Durable timers that are neither fired nor cancelled; task -1 is the start of an instance that is to start later.</summary>
internal static class TimerRows
{
    public static void Insert(WriteSession session, long instance, int task, long due) =>
        session.Prepare("INSERT INTO timers (instance, task, due) VALUES (?1, ?2, ?3)").Bind(1, instance).Bind(2, task).Bind(3, due).Execute();

    public static void Delete(WriteSession session, long instance, int task) =>
        session.Prepare("DELETE FROM timers WHERE instance = ?1 AND task = ?2").Bind(1, instance).Bind(2, task).Execute();

    public static void DeleteAll(WriteSession session, long instance) =>
        session.Prepare("DELETE FROM timers WHERE instance = ?1").Bind(1, instance).Execute();
}
