using ActiveReach.Campaigns;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Intents in the order they were written, so that a start comes before the rings of the same orchestration.</summary>
public sealed class SqliteIntentStore(Database database) : IIntentStore
{
    private const string Columns = "SELECT id, orchestration, start, input, event FROM intents";

    public Task<IReadOnlyList<Intent>> PendingAsync(int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<Intent>>(database.Read(session => Read(session.Prepare($"{Columns} ORDER BY sequence LIMIT ?1").Bind(1, limit))));

    public Task<IReadOnlyList<Intent>> PendingForAsync(string orchestration, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<Intent>>(database.Read(session =>
            Read(session.Prepare($"{Columns} WHERE orchestration = ?1 ORDER BY sequence").Bind(1, orchestration))));

    public Task ConfirmAsync(IReadOnlyList<string> ids, CancellationToken cancellation = default) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(session =>
        {
            foreach (var id in ids)
                session.Prepare("DELETE FROM intents WHERE id = ?1").Bind(1, id).Execute();
        });

    private static List<Intent> Read(Statement row)
    {
        var intents = new List<Intent>();
        while (row.Step())
            intents.Add(new Intent(row.GetString(0), row.GetString(1), row.GetNullableString(2), row.GetNullableString(3), row.GetNullableString(4)));
        return intents;
    }
}
