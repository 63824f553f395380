using System.Runtime.CompilerServices;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Items;

internal static class ItemQueries
{
    /// <summary>Items of a page where we ask for no number.</summary>
    public const int AsTheServerLikes = -1;

    /// <summary>One item, by a point read; null where it isn't.</summary>
    public static async Task<T?> FindAsync<T>(this Container container, ItemPlace place, CancellationToken cancellation)
        where T : Item
    {
        using var answer = await container.ReadItemStreamAsync(place.Id, new PartitionKey(place.Partition), cancellationToken: cancellation);
        if (CosmosAccount.IsMissing(answer))
            return null;
        answer.EnsureSuccessStatusCode();
        return await JsonSerializer.DeserializeAsync<T>(answer.Content, ItemJson.Options, cancellation);
    }

    /// <summary>What a query answers in one partition, one by one, however many pages the server makes of it.</summary>
    public static async IAsyncEnumerable<JsonElement> AskAsync(
        this Container container, string partition, QueryDefinition query, int many = AsTheServerLikes, [EnumeratorCancellation] CancellationToken cancellation = default)
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
}
