using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Accounts;

/// <summary>An entity that is decided about alone: read, and written if nobody else has written since. It carries the id of its last write, so that a write whose
/// answer got lost is known again and not made twice.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
internal sealed class TableEntry(TableClient table, string partition, string row, TimeProvider time)
{
    private const string Write = "write";

    /// <summary>Null while it is not there.</summary>
    public async Task<TableEntity?> FindAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <param name="decide">Gives what is to be written, null for nothing, and the answer. Asked again after a conflict.</param>
    public async Task<T> ChangeAsync<T>(Func<TableEntity?, Task<(TableEntity? After, T Answer)>> decide, CancellationToken cancellation)
    {
        (string Write, T Answer)? last = null;
        for (var tries = new TableTries(time); ;)
        {
            var found = await FindAsync(last is null ? cancellation : CancellationToken.None);
            if (last is { } made && found?.GetString(Write) == made.Write)
                return made.Answer;
            var (after, answer) = await decide(found);
            if (after is null)
                return answer;
            last = (Guid.NewGuid().ToString("N"), answer);
            try
            {
                after[Write] = last.Value.Write;
                TableLimits.Check(after);
                if (found is null)
                    await table.AddEntityAsync(after, CancellationToken.None);
                else
                    await table.UpdateEntityAsync(after, found.ETag, TableUpdateMode.Replace, CancellationToken.None);
                return answer;
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
            }
        }
    }

    public Task<T> ChangeAsync<T>(Func<TableEntity?, (TableEntity? After, T Answer)> decide, CancellationToken cancellation) =>
        ChangeAsync(found => Task.FromResult(decide(found)), cancellation);

    public Task RemoveAsync(CancellationToken cancellation) => table.DeleteEntityAsync(partition, row, ETag.All, cancellation);
}
