using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Accounts;

/// <summary>Changes to entities of one partition of a table, made together or not at all.</summary>
internal sealed class EntityGroup(TableClient table, string partition)
{
    private readonly List<TableTransactionAction> actions = [];
    private int bytes;

    /// <summary>It must not be there.</summary>
    public void Add(TableEntity entity) => Put(TableTransactionActionType.Add, entity, default);

    /// <summary>It must be as it was read.</summary>
    public void Replace(TableEntity entity, ETag etag) => Put(TableTransactionActionType.UpdateReplace, entity, etag);

    /// <summary>Whatever is there.</summary>
    public void Put(TableEntity entity) => Put(TableTransactionActionType.UpsertReplace, entity, default);

    /// <summary>It must be there, and as it was read where an ETag says how.</summary>
    public void Delete(string row, ETag etag) => Put(TableTransactionActionType.Delete, new TableEntity(partition, row), etag);

    /// <summary>Leaves it as it was read, and lets others see that somebody wrote.</summary>
    public void Touch(TableEntity entity, ETag etag) => Put(TableTransactionActionType.UpdateMerge, entity, etag);

    /// <returns>The new ETag of each by its row key.</returns>
    public async Task<IReadOnlyDictionary<string, ETag>> SubmitAsync()
    {
        // What is under way is not given up in the middle: nobody would know whether it was made.
        var answers = await table.SubmitTransactionAsync(actions, CancellationToken.None);
        return actions.Zip(answers.Value).ToDictionary(each => each.First.Entity.RowKey, each => each.Second.Headers.ETag ?? default);
    }

    /// <summary>Of entities that are put, whatever is there: until it is made, once or twice.</summary>
    /// <param name="time">Of the system: pauses between tries.</param>
    public async Task PutAsync(TimeProvider time)
    {
        for (var tries = new TableTries(time); ;)
        {
            try
            {
                await SubmitAsync();
                return;
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
            }
        }
    }

    private void Put(TableTransactionActionType how, TableEntity entity, ETag etag)
    {
        if (entity.PartitionKey != partition)
            throw new ArgumentException($"'{entity.RowKey}' lies in the partition '{entity.PartitionKey}', not in '{partition}': a group has one.", nameof(entity));
        bytes += TableLimits.Check(entity);
        actions.Add(new TableTransactionAction(how, entity, etag));
        TableLimits.Require(actions.Count, TableLimits.MostEntities, "entities in a group", partition);
        TableLimits.Require(bytes, TableLimits.MostGroupBytes, "bytes in a group", partition);
    }
}
