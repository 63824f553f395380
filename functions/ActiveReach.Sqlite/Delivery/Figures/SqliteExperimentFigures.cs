using ActiveReach.Campaigns;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Figures;

/// <summary>Counts the test slice on SQLite.</summary>
public sealed class SqliteExperimentFigures(Database database) : IExperimentFigures
{
    private readonly RunKeys keys = new();

    public Task<IReadOnlyList<VariantCount>> CountAsync(RunId run, ExperimentMetric metric, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<VariantCount>>(session =>
        {
            var row = session.Prepare($"""
                SELECT variant, count(*), sum(success) FROM (
                    SELECT min(variant) AS variant, max({Success(metric)}) AS success FROM ledger
                    WHERE run = ?1 AND shard IN (0, 1, 2, 3, 4, 5, 6, 7) AND batch > ?2 AND batch <= ?3 AND handed_at IS NOT NULL
                    GROUP BY contact)
                GROUP BY variant
                """)
                .Bind(1, keys.Require(session, run)).Bind(2, BatchNumber.LastUnsentOf(Stage.TestSlice).Value).Bind(3, BatchNumber.LastOf(Stage.TestSlice).Value);
            var counts = new List<VariantCount>();
            while (row.Step())
                counts.Add(new VariantCount(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
            return counts;
        }, cancellation);

    private static string Success(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Open => "opened_at IS NOT NULL",
        ExperimentMetric.Click => "clicked_at IS NOT NULL",
        ExperimentMetric.Reply => "replied_at IS NOT NULL",
        _ => "0",
    };
}
