using System.Collections.Immutable;
using System.Text.Json;
using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Client;

/// <summary>Reads instances as clients see them.</summary>
internal sealed class InstanceReader(Database database, DataConverter converter)
{
    private const string Columns =
        """
        SELECT i.key, i.id, i.name, i.status, i.created, i.custom_status, i.tags,
            coalesce((SELECT h.at FROM history h WHERE h.instance = i.key ORDER BY h.seq DESC LIMIT 1), i.updated)
        FROM instances i
        """;

    public Task<OrchestrationMetadata?> FindAsync(string id, bool withPayloads, CancellationToken cancellation) => database.ReadAsync(session =>
    {
        var row = session.Prepare(Columns + " WHERE i.id = ?1").Bind(1, id);
        return row.Step() ? Read(session, Row.From(row), withPayloads) : null;
    }, cancellation);

    /// <summary>The instances after a key, at most so many, with the key to go on from; null when there are no more.</summary>
    public Task<(List<OrchestrationMetadata> Found, long? Next)> PageAsync(OrchestrationQuery query, long after, int count, CancellationToken cancellation) => database.ReadAsync(session =>
    {
        var statuses = query.Statuses?.Select(status => (int)status).ToList();
        var rows = session.Prepare(
            Columns + " WHERE i.key > ?1 AND i.created >= ?2 AND i.created <= ?3 AND substr(i.id, 1, length(?4)) = ?4"
            + (statuses is { Count: > 0 } ? $" AND i.status IN ({string.Join(',', statuses)})" : string.Empty) + " ORDER BY i.key LIMIT ?5");
        rows.Bind(1, after).Bind(2, query.CreatedFrom?.UtcTicks ?? 0).Bind(3, query.CreatedTo?.UtcTicks ?? long.MaxValue);
        rows.Bind(4, query.InstanceIdPrefix ?? string.Empty).Bind(5, count + 1);
        var found = new List<Row>();
        while (rows.Step())
            found.Add(Row.From(rows));

        long? next = found.Count > count ? found[count - 1].Key : null;
        return (found.Take(count).Select(row => Read(session, row, query.FetchInputsAndOutputs)).ToList(), next);
    }, cancellation);

    private OrchestrationMetadata Read(ReadSession session, Row row, bool withPayloads)
    {
        var first = withPayloads ? HistoryRows.Find(session, row.Key, 1) : null;
        var last = withPayloads && row.Status.IsOver() ? HistoryRows.Last(session, row.Key) : null;
        var failure = last?.Kind == HistoryKind.ExecutionFailed ? StoredFailure.Read(last.Text!) : null;
        return new OrchestrationMetadata(row.Name, row.Id)
        {
            // Without a converter the metadata says that no payloads were asked for.
            DataConverter = withPayloads ? converter : null,
            RuntimeStatus = row.Status,
            CreatedAt = new DateTimeOffset(row.Created, TimeSpan.Zero),
            LastUpdatedAt = new DateTimeOffset(row.Updated, TimeSpan.Zero),
            SerializedInput = first?.Text,
            // As DurableTask.Core writes it.
            SerializedOutput = failure is null ? last?.Text : $"{failure.ErrorType}: {failure.ErrorMessage}",
            SerializedCustomStatus = withPayloads ? row.CustomStatus : null,
            FailureDetails = failure,
            Tags = row.Tags is null
                ? ImmutableDictionary<string, string>.Empty
                : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Tags)!,
        };
    }

    private sealed record Row(
        long Key, string Id, string Name, OrchestrationRuntimeStatus Status, long Created, string? CustomStatus, string? Tags, long Updated)
    {
        public static Row From(Statement row) => new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            (OrchestrationRuntimeStatus)row.GetInt32(3),
            row.GetInt64(4),
            row.GetNullableString(5),
            row.GetNullableString(6),
            row.GetInt64(7));
    }
}
