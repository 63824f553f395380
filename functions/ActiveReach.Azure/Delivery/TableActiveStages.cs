using System.Globalization;
using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery;

/// <summary>Active stages on Azure Tables: few, and always listed together, so all of them are one partition.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TableActiveStages(TablesAccount account, TimeProvider time) : IActiveStages
{
    private const string Partition = "stages";

    public Task<ActiveStage> EnterAsync(ActiveStage stage, CancellationToken cancellation = default) => Entry(stage.Run, stage.Stage).ChangeAsync(found =>
    {
        if (found is not null && found.Number("epoch") == stage.Epoch)
            return (null, stage with { Lanes = found.Number("lanes"), IsAnew = false });
        var entity = EntityFields.New(Partition, Key(stage.Run, stage.Stage)).With("run", stage.Run.Value).With("stage", stage.Stage).With("epoch", stage.Epoch).With("lanes", stage.Lanes);
        return (entity, stage with { IsAnew = true });
    }, cancellation);

    public Task LeaveAsync(RunId run, int stage, CancellationToken cancellation = default) => Entry(run, stage).RemoveAsync(cancellation);

    public async Task<IReadOnlyList<ActiveStage>> ListAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = new List<ActiveStage>();
        await foreach (var entity in account.Stages.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellation))
            found.Add(new ActiveStage(new RunId(entity.GetString("run")), entity.Number("stage"), entity.Number("epoch"), entity.Number("lanes")));
        return found;
    }

    private TableEntry Entry(RunId run, int stage) => new(account.Stages, Partition, Key(run, stage), time);

    private static string Key(RunId run, int stage) => string.Create(CultureInfo.InvariantCulture, $"{run}:{stage:000}");
}
