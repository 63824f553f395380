namespace ActiveReach.Documents;

/// <summary>Documents as the things that they are.</summary>
public static class TypedDocuments
{
    public static async Task<Stored<T>?> FindAsync<T>(this IDocuments documents, DocumentKind<T> kind, string partition, string id, CancellationToken cancellation = default)
        where T : class => await documents.FindAsync(new DocumentKey(partition, kind.Name, id), cancellation) is { } found ? kind.Read(found) : null;

    public static async Task<StoredPage<T>> QueryAsync<T>(this IDocuments documents, DocumentKind<T> kind, DocumentQuery query, CancellationToken cancellation = default)
        where T : class
    {
        var page = await documents.QueryAsync(query, cancellation);
        return new StoredPage<T>([.. page.Items.Select(kind.Read)], page.Next, page.Count);
    }

    /// <summary>All that fit, however many pages they are: for what is few.</summary>
    public static async Task<IReadOnlyList<T>> AllAsync<T>(this IDocuments documents, DocumentKind<T> kind, DocumentQuery query, CancellationToken cancellation = default)
        where T : class
    {
        var all = new List<T>();
        query = query with { Limit = DocumentQuery.MostLimit };
        do
        {
            var page = await documents.QueryAsync(kind, query, cancellation);
            all.AddRange(page.Items.Select(each => each.Value));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return all;
    }

    /// <summary>Deletes all that fit, a commit at a time.</summary>
    public static async Task DeleteAllAsync(this IDocuments documents, DocumentQuery query, CancellationToken cancellation = default)
    {
        query = query with { Limit = IDocuments.MostChanges };
        while ((await documents.QueryAsync(query, cancellation)).Items is { Count: > 0 } found)
            await documents.CommitAsync(query.Partition, [.. found.Select(each => DocumentChange.Delete(query.Kind, each.Key.Id))], cancellation);
    }

    /// <summary>Makes one change; false when the document was not as it expects.</summary>
    public static async Task<bool> TryAsync(this IDocuments documents, string partition, DocumentChange change, CancellationToken cancellation = default) =>
        (await documents.CommitAsync(partition, [change], cancellation)).IsDone;
}
