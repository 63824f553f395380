using System.Collections.Concurrent;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Items;

/// <summary>Items of one container that a unit of work reads, each once, and writes together: by partition, all or none. One that somebody else has changed
/// meanwhile refuses the write; the unit then begins anew.</summary>
internal sealed class ItemSet(Container container, TimeProvider time)
{
    private const int MostIdsOfQuery = 500;
    private const int Lanes = 16;

    private readonly string commit = Guid.NewGuid().ToString("N");
    private readonly Dictionary<ItemPlace, Slot> slots = [];

    public async Task<T?> FindAsync<T>(ItemPlace place, CancellationToken cancellation = default)
        where T : Item
    {
        if (!slots.ContainsKey(place))
            await LoadAsync<T>([place], cancellation);
        return (T?)slots[place].Item;
    }

    /// <summary>Reads those that were not read yet: one request a partition, or a few.</summary>
    public async Task LoadAsync<T>(IEnumerable<ItemPlace> places, CancellationToken cancellation = default)
        where T : Item
    {
        var missing = places.Where(place => !slots.ContainsKey(place)).Distinct().ToList();
        var found = new ConcurrentDictionary<ItemPlace, Slot>();
        var asked = missing.GroupBy(place => place.Partition).SelectMany(some => some.Chunk(MostIdsOfQuery));
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellation }, async (some, token) =>
        {
            await foreach (var item in ReadAsync(some, token))
                found[new ItemPlace(some[0].Partition, item.GetProperty("id").GetString()!)] = new Slot(item.Deserialize<T>(ItemJson.Options), item.GetProperty("_etag").GetString());
        });
        foreach (var place in missing)
            slots[place] = found.GetValueOrDefault(place) ?? new Slot(null, null);
    }

    /// <param name="item">Null where it is to go.</param>
    public void Put(ItemPlace place, Item? item)
    {
        if (!slots.TryGetValue(place, out var slot))
            slots[place] = slot = new Slot(null, null);
        (slot.Item, slot.IsChanged) = (item, true);
    }

    /// <summary>Once: what was written is to be read anew.</summary>
    /// <returns>False when something was not as it was read: a part may be written then, and the rest isn't.</returns>
    public async Task<bool> TryWriteAsync()
    {
        var isDone = true;
        var partitions = slots.Where(each => each.Value.IsChanged && (each.Value.Item is not null || each.Value.ETag is not null)).GroupBy(each => each.Key.Partition);
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (changes, _) =>
        {
            foreach (var batch in Batches(changes.Select(each => Write(each.Key, each.Value))))
            {
                if (!await new ItemBatch(container, time, changes.Key, commit, batch).TryWriteAsync())
                    isDone = false;
            }
        });
        return isDone;
    }

    private async IAsyncEnumerable<JsonElement> ReadAsync(ItemPlace[] some, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (some is [var only])
        {
            using var answer = await container.ReadItemStreamAsync(only.Id, new PartitionKey(only.Partition), cancellationToken: cancellation);
            if (CosmosAccount.IsMissing(answer))
                yield break;
            answer.EnsureSuccessStatusCode();
            using var item = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellation);
            yield return item.RootElement;
            yield break;
        }

        var query = new QueryDefinition("SELECT * FROM c WHERE ARRAY_CONTAINS(@ids, c.id)").WithParameter("@ids", some.Select(place => place.Id));
        await foreach (var item in container.AskAsync(some[0].Partition, query, cancellation: cancellation))
            yield return item;
    }

    private ItemWrite Write(ItemPlace place, Slot slot)
    {
        var body = slot.Item is { } item ? ItemJson.Write(item with { Id = place.Id, Partition = place.Partition, Commit = commit }) : null;
        return body?.Length is null or <= CosmosAccount.MostBytes
            ? new ItemWrite(place.Id, slot.ETag, body)
            : throw new InvalidOperationException($"The item '{place.Id}' of '{container.Id}' has {body.Length} bytes: Cosmos DB takes {CosmosAccount.MostBytes}. Give fewer or shorter custom fields.");
    }

    /// <summary>As many as the service takes at once.</summary>
    private static IEnumerable<List<ItemWrite>> Batches(IEnumerable<ItemWrite> writes)
    {
        var (batch, bytes) = (new List<ItemWrite>(), 0);
        foreach (var write in writes)
        {
            var size = write.Body?.Length ?? 0;
            if (batch.Count == ItemBatch.Most || bytes + size > CosmosAccount.MostBytes)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(write);
            bytes += size;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private sealed class Slot(Item? item, string? etag)
    {
        public Item? Item { get; set; } = item;

        public string? ETag { get; } = etag;

        public bool IsChanged { get; set; }
    }
}
