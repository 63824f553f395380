using ActiveReach.Campaigns;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Intents in the order they were written, so that a start comes before the rings of the same orchestration.</summary>
/// <remarks>The table is nearly empty nearly always: what is due is found by reading it whole.</remarks>
public sealed class SqliteIntentStore(Database database) : IIntentStore
{
    private const string Columns = "SELECT id, orchestration, start, input, event FROM intents";

    public Task<IReadOnlyList<Intent>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Intent>>(session => Read(session.Prepare($"""
            {Columns} WHERE not_before <= ?1
            ORDER BY failures > 0, row_number() OVER (PARTITION BY failures > 0, workspace ORDER BY sequence), sequence LIMIT ?2
            """).Bind(1, now).Bind(2, limit)), cancellation);

    public Task<IReadOnlyList<Intent>> PendingForAsync(string orchestration, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Intent>>(session =>
            Read(session.Prepare($"{Columns} WHERE orchestration = ?1 ORDER BY sequence").Bind(1, orchestration)), cancellation);

    public Task ConfirmAsync(IReadOnlyList<string> ids, CancellationToken cancellation = default) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(session =>
        {
            foreach (var id in ids)
                session.Prepare("DELETE FROM intents WHERE id = ?1").Bind(1, id).Execute();
        }, cancellation);

    public Task PutOffAsync(IReadOnlyList<string> ids, Func<int, DateTimeOffset> until, CancellationToken cancellation = default) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(session =>
        {
            foreach (var id in ids)
            {
                var row = session.Prepare("SELECT failures FROM intents WHERE id = ?1").Bind(1, id);
                if (!row.Step())
                    continue;
                var failures = row.GetInt32(0) + 1;
                row.Reset();
                session.Prepare("UPDATE intents SET failures = ?2, not_before = ?3 WHERE id = ?1").Bind(1, id).Bind(2, failures).Bind(3, until(failures)).Execute();
            }
        }, cancellation);

    private static List<Intent> Read(Statement row)
    {
        var intents = new List<Intent>();
        while (row.Step())
            intents.Add(new Intent(row.GetString(0), row.GetString(1), row.GetNullableString(2), row.GetNullableString(3), row.GetNullableString(4)));
        return intents;
    }
}
