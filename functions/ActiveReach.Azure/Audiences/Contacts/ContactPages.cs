using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Contacts in order of id, out of all slices of a workspace: each is asked for a span of ids, which lie in all of them evenly. A span that gave
/// little makes the next one wider.</summary>
internal sealed class ContactPages(CosmosAccount account, ContactIds ids)
{
    private const long FirstSpan = 4_096;
    private const long WidestSpan = 1 << 20;

    /// <param name="after">Beyond this one; null for the first, or the last.</param>
    /// <param name="fits">Looks again at those whom the store has found; null where the store has the last word.</param>
    public async Task<List<Contact>> ReadAsync(
        WorkspaceId workspace, ContactWhere where, ContactId? after, int limit, bool descending = false, Func<Contact, bool>? fits = null, CancellationToken cancellation = default)
    {
        var page = new List<Contact>();
        if (await ids.FindAsync(workspace, cancellation) is not { } number || await ids.LastAsync(workspace, cancellation) is not { } last)
            return page;
        var (first, end) = (ContactIds.Before(number), last.Value);
        var (from, to) = descending ? (first, Math.Min(end, after?.Value - 1 ?? end)) : (Math.Max(first, after?.Value ?? first), end);
        for (var span = Math.Max(FirstSpan, limit); from < to && page.Count < limit; span = Math.Min(span * 2, WidestSpan))
        {
            var (low, high) = descending ? (Math.Max(from, to - span), to) : (from, Math.Min(from + span, to));
            var many = limit - page.Count;
            var found = await Task.WhenAll(ContactPlaces.PartitionsOf(workspace).Select(partition => SliceAsync(partition, where, low, high, many, descending, fits, cancellation)));
            var ordered = found.SelectMany(some => some).OrderBy(contact => contact.Id);
            page.AddRange((descending ? ordered.Reverse() : ordered).Take(many));
            (from, to) = descending ? (from, low) : (high, to);
        }

        return page;
    }

    public async Task<long> CountAsync(WorkspaceId workspace, ContactWhere where, CancellationToken cancellation)
    {
        var counts = await Task.WhenAll(ContactPlaces.PartitionsOf(workspace).Select(async partition =>
        {
            long count = 0;
            await foreach (var part in account.Contacts.AskAsync(partition, where.Bind($"SELECT VALUE COUNT(1) FROM c WHERE IS_DEFINED(c.n) AND {where.Text}"), cancellation: cancellation))
                count += part.GetInt64();
            return count;
        }));
        return counts.Sum();
    }

    private async Task<List<Contact>> SliceAsync(string partition, ContactWhere where, long after, long last, int many, bool descending, Func<Contact, bool>? fits, CancellationToken cancellation)
    {
        var found = new List<Contact>();
        var query = where.Bind($"SELECT * FROM c WHERE c.n > @after AND c.n <= @last AND {where.Text} ORDER BY c.n {(descending ? "DESC" : "ASC")}").WithParameter("@after", after).WithParameter("@last", last);
        await foreach (var item in account.Contacts.AskAsync(partition, query, Math.Min(many, 1_000), cancellation))
        {
            if (item.Deserialize<ContactItem>(ItemJson.Options)!.Read() is { } contact && fits?.Invoke(contact) is not false)
                found.Add(contact);
            if (found.Count == many)
                break;
        }

        return found;
    }
}

/// <summary>A condition on contacts in the words of Cosmos DB. Whatever a caller wrote is a parameter.</summary>
internal sealed class ContactWhere
{
    private readonly List<(string Name, object Value)> parameters = [];

    public string Text { get; set; } = "true";

    /// <summary>Adds a parameter and gives its name.</summary>
    public string Parameter(object value)
    {
        parameters.Add(($"@p{parameters.Count:000}", value));
        return parameters[^1].Name;
    }

    public QueryDefinition Bind(string text) => parameters.Aggregate(new QueryDefinition(text), (query, parameter) => query.WithParameter(parameter.Name, parameter.Value));
}
