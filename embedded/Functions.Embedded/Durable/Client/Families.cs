using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Client;

/// <summary>Sub-orchestrations, and the purging of whole families.</summary>
internal static class Families
{
    public static List<(long Key, string Id)> Descendants(ReadSession session, long key)
    {
        var rows = session.Prepare(
            """
            WITH RECURSIVE family(key) AS (
                SELECT key FROM instances WHERE parent_key = ?1
                UNION SELECT i.key FROM instances i JOIN family f ON i.parent_key = f.key)
            SELECT i.key, i.id FROM instances i JOIN family f ON f.key = i.key
            """).Bind(1, key);
        var found = new List<(long, string)>();
        while (rows.Step())
            found.Add((rows.GetInt64(0), rows.GetString(1)));
        return found;
    }

    /// <summary>Deletes a finished instance and, if asked, its finished descendants; gives how many went.</summary>
    public static int Purge(EngineParts parts, WriteSession session, string id, bool recursive)
    {
        if (parts.Live.ContainsKey(id) || InstanceRows.Find(session, id) is not { } found)
            return 0;

        var count = 1;
        if (recursive)
        {
            foreach (var (key, child) in Descendants(session, found.Key))
            {
                if (parts.Live.ContainsKey(child))
                    continue;
                InstanceRows.Delete(session, key);
                count++;
            }
        }

        InstanceRows.Delete(session, found.Key);
        return count;
    }

    public static bool IsOver(this OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
