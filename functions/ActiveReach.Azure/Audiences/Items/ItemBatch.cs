using System.Net;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Items;

/// <summary>What is to become of an item.</summary>
/// <param name="ETag">As it was read; null where it must not be there.</param>
/// <param name="Body">Null deletes it.</param>
internal sealed record ItemWrite(string Id, string? ETag, byte[]? Body);

/// <summary>Writes of one partition that are made together or not at all, from the first try to the outcome. When an answer is lost, an item that was to be
/// written tells by its commit whether it was made.</summary>
internal sealed class ItemBatch(Container container, TimeProvider time, string partition, string commit, IReadOnlyList<ItemWrite> writes)
{
    /// <summary>What the service takes at once.</summary>
    public const int Most = 100;

    private const int MostTries = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly PartitionKey key = new(partition);

    /// <returns>False when an item was not as expected: nothing is written then.</returns>
    public async Task<bool> TryWriteAsync()
    {
        var (doubtful, pause) = (false, FirstPause);
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (doubtful && await IsMadeAsync())
                    return true;
                return await TryOnceAsync() || (doubtful && await IsMadeAsync());
            }
            catch (Exception error) when (CosmosAccount.IsDoubtful(error) && tries < MostTries)
            {
                doubtful = true;
                await Task.Delay(pause, time);
                pause *= 2;
            }
        }
    }

    private async Task<bool> TryOnceAsync()
    {
        var batch = container.CreateTransactionalBatch(key);
        foreach (var (id, etag, body) in writes)
        {
            var options = new TransactionalBatchItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false };
            _ = (body, etag) switch
            {
                (null, _) => batch.DeleteItem(id, options),
                (_, null) => batch.CreateItemStream(new MemoryStream(body), options),
                _ => batch.ReplaceItemStream(id, new MemoryStream(body), options),
            };
        }

        using var answers = await batch.ExecuteAsync();
        if (answers.IsSuccessStatusCode)
            return true;
        if (answers.Any(answer => answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound))
            return false;
        throw new CosmosException(answers.ErrorMessage, answers.StatusCode, 0, answers.ActivityId, answers.RequestCharge);
    }

    private async Task<bool> IsMadeAsync()
    {
        var witness = writes.FirstOrDefault(write => write.Body is not null) ?? writes[0];
        using var answer = await container.ReadItemStreamAsync(witness.Id, key);
        if (CosmosAccount.IsMissing(answer))
            return witness.Body is null;
        answer.EnsureSuccessStatusCode();
        using var item = await JsonDocument.ParseAsync(answer.Content);
        return item.RootElement.GetProperty("commit").GetString() == commit;
    }
}
