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

    /// <summary>Makes one change; false when the document was not as it expects.</summary>
    public static async Task<bool> TryAsync(this IDocuments documents, string partition, DocumentChange change, CancellationToken cancellation = default) =>
        (await documents.CommitAsync(partition, [change], cancellation)).IsDone;
}
