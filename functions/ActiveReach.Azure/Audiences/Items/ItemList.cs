using System.Runtime.CompilerServices;
using System.Text.Json;
using ActiveReach.Lists;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Items;

/// <summary>A list of items out of some slices, sorted by their place: one text of each, that no other has. Whatever a caller wrote is a parameter.</summary>
/// <param name="place">Where the place stands in an item, as in <c>c.place</c>.</param>
internal sealed class ItemList(Container container, IReadOnlyList<string> slices, string place)
{
    private const int MostOfPage = 1_000;

    private readonly List<(string Name, object Value)> parameters = [];

    /// <summary>What holds of those in the list.</summary>
    private string where = $"IS_DEFINED({place})";

    /// <param name="condition">With its parameter as <c>@</c>.</param>
    /// <param name="value">Null where it isn't asked for.</param>
    public ItemList Where(string condition, object? value)
    {
        if (value is null)
            return this;
        var name = $"@p{parameters.Count}";
        parameters.Add((name, value));
        where += $" AND {condition.Replace("@", name, StringComparison.Ordinal)}";
        return this;
    }

    public ItemList Where(string condition)
    {
        where += $" AND {condition}";
        return this;
    }

    /// <summary>A page, with how many there are in all.</summary>
    public async Task<Page<T>> PageAsync<T>(PageQuery query, CancellationToken cancellation)
        where T : Item
    {
        var after = PageCursor.Read(query.Cursor, 1)?[0];
        var page = await FirstAsync<T>(query.Limit + 1, query.Descending, after, cancellation);
        var cursor = page.Count > query.Limit ? PageCursor.Write(page[query.Limit - 1].Place) : null;
        return new Page<T>([.. page.Take(query.Limit).Select(each => each.Item)], cursor, await CountAsync(cancellation));
    }

    /// <summary>The first of all.</summary>
    public async Task<IReadOnlyList<T>> FirstAsync<T>(int many, CancellationToken cancellation = default)
        where T : Item => [.. (await FirstAsync<T>(many, isDescending: false, after: null, cancellation)).Select(each => each.Item)];

    /// <summary>All of them, in order within a slice.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>(CancellationToken cancellation = default)
        where T : Item
    {
        var found = await Task.WhenAll(slices.Select(slice => SliceAsync<T>(slice, int.MaxValue, isDescending: false, after: null, cancellation)));
        return [.. found.SelectMany(some => some.Select(each => each.Item))];
    }

    /// <summary>What the slices answer to a question about those in the list, one slice after the other.</summary>
    /// <param name="select">In the words of the service.</param>
    /// <param name="groups">What is behind <c>GROUP BY</c>; null for nothing.</param>
    public async IAsyncEnumerable<JsonElement> EachAsync(string select, string? groups, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var slice in slices)
        {
            await foreach (var answer in AskAsync(slice, select, groups, cancellation))
                yield return answer;
        }
    }

    /// <summary>The same of all slices at once, for what is short.</summary>
    public async Task<IReadOnlyList<JsonElement>> AskAsync(string select, string? groups, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(slices.Select(async slice =>
        {
            var found = new List<JsonElement>();
            await foreach (var answer in AskAsync(slice, select, groups, cancellation))
                found.Add(answer.Clone());
            return found;
        }));
        return [.. answers.SelectMany(some => some)];
    }

    public async Task<long> CountAsync(CancellationToken cancellation) => (await AskAsync("VALUE COUNT(1)", groups: null, cancellation)).Sum(part => part.GetInt64());

    private IAsyncEnumerable<JsonElement> AskAsync(string slice, string select, string? groups, CancellationToken cancellation) =>
        container.AskAsync(slice, Bind($"SELECT {select} FROM c WHERE {where}{(groups is null ? "" : $" GROUP BY {groups}")}"), cancellation: cancellation);

    private async Task<List<(T Item, string Place)>> FirstAsync<T>(int many, bool isDescending, string? after, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(slices.Select(slice => SliceAsync<T>(slice, many, isDescending, after, cancellation)));
        var ordered = found.SelectMany(some => some).OrderBy(each => each.Place, StringComparer.Ordinal);
        return [.. (isDescending ? ordered.Reverse() : ordered).Take(many)];
    }

    private async Task<List<(T Item, string Place)>> SliceAsync<T>(string slice, int many, bool isDescending, string? after, CancellationToken cancellation)
    {
        var found = new List<(T, string)>();
        var beyond = after is null ? "" : $" AND {place} {(isDescending ? "<" : ">")} @after";
        var query = Bind($"SELECT c AS item, {place} AS place FROM c WHERE {where}{beyond} ORDER BY {place} {(isDescending ? "DESC" : "ASC")}");
        if (after is not null)
            query.WithParameter("@after", after);
        await foreach (var answer in container.AskAsync(slice, query, Math.Min(many, MostOfPage), cancellation))
        {
            found.Add((answer.GetProperty("item").Deserialize<T>(ItemJson.Options)!, answer.GetProperty("place").GetString()!));
            if (found.Count == many)
                break;
        }

        return found;
    }

    private QueryDefinition Bind(string text) => parameters.Aggregate(new QueryDefinition(text), (query, parameter) => query.WithParameter(parameter.Name, parameter.Value));
}
