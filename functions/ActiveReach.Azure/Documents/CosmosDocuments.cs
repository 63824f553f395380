using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Documents;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Documents;

/// <summary>Documents in one container of Cosmos DB. Every request names its whole partition key, so none goes to more than one partition.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class CosmosDocuments(CosmosAccount account, TimeProvider time) : IDocuments
{
    /// <summary>Items of a page where we ask for no number.</summary>
    private const int AsTheServerLikes = -1;

    private readonly Container container = account.Documents;

    public async Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var answer = await container.ReadItemStreamAsync(DocumentItem.IdOf(key.Kind, key.Id), new PartitionKey(key.Partition), cancellationToken: cancellation);
        if (CosmosAccount.IsMissing(answer))
            return null;
        answer.EnsureSuccessStatusCode();
        using var item = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellation);
        return DocumentItem.Read(key.Partition, key.Kind, item.RootElement);
    }

    public async Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentLimits.Check(changes);
        return await new DocumentCommit(container, time, partition, changes).MakeAsync();
    }

    public async Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentLimits.Check(query);
        var statement = new DocumentStatement(query);
        var count = query.Counts ? await CountAsync(query.Partition, statement, cancellation) : (long?)null;
        var items = new List<StoredDocument>();
        DocumentPlace? last = null;
        await foreach (var item in AskAsync(query.Partition, statement.Page, query.Limit + 1, cancellation))
        {
            if (items.Count == query.Limit)
                return new DocumentPage(items, last, count);
            items.Add(DocumentItem.Read(query.Partition, query.Kind, item));
            last = new DocumentPlace(query.OrderBy is null ? (FieldValue?)null : ValueOf(item.GetProperty("sorted")), items[^1].Key.Id);
        }

        return new DocumentPage(items, null, count);
    }

    private async Task<long> CountAsync(string partition, DocumentStatement statement, CancellationToken cancellation)
    {
        long count = 0;
        await foreach (var part in AskAsync(partition, statement.Count, AsTheServerLikes, cancellation))
            count += part.GetInt64();
        return count;
    }

    /// <summary>What a query answers, one by one, however many pages the server makes of it.</summary>
    private async IAsyncEnumerable<JsonElement> AskAsync(string partition, QueryDefinition query, int many, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = many });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            using var page = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellation);
            foreach (var item in page.RootElement.GetProperty("Documents").EnumerateArray())
                yield return item;
        }
    }

    private static FieldValue ValueOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetDouble();
}
