namespace ActiveReach.Documents;

/// <summary>What every store of documents refuses alike, before it looks at anything.</summary>
public static class DocumentLimits
{
    public const int LongestId = 255;

    /// <exception cref="ArgumentException">The commit can't be made by any store.</exception>
    public static void Check(IReadOnlyList<DocumentChange> changes)
    {
        if (changes.Count is 0 or > IDocuments.MostChanges)
            throw new ArgumentException($"A commit has 1 to {IDocuments.MostChanges} changes, not {changes.Count}.", nameof(changes));
        var seen = new HashSet<(string, string)>(changes.Count);
        foreach (var change in changes)
        {
            if (change.Id.Length is 0 or > LongestId)
                throw new ArgumentException($"The id of a document of kind '{change.Kind}' has {change.Id.Length} characters: it may have 1 to {LongestId}.", nameof(changes));
            if (!seen.Add((change.Kind, change.Id)))
                throw new ArgumentException($"'{change.Kind}' '{change.Id}' is changed twice in one commit.", nameof(changes));
            if (change.Document is { } document)
                Check(change, document);
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The page is too large or empty.</exception>
    public static void Check(DocumentQuery query)
    {
        if (query.Limit is < 1 or > DocumentQuery.MostLimit)
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, $"A page has 1 to {DocumentQuery.MostLimit} documents.");
    }

    private static void Check(DocumentChange change, DocumentContent document)
    {
        if (document.Body.Length > IDocuments.MostBytes)
            throw new ArgumentException($"'{change.Kind}' '{change.Id}' has {document.Body.Length} bytes: at most {IDocuments.MostBytes} are stored.", nameof(change));
        if (document.Fields.Select(field => field.Name).Distinct(StringComparer.Ordinal).Count() != document.Fields.Count)
            throw new ArgumentException($"'{change.Kind}' '{change.Id}' has a field twice.", nameof(change));
    }
}
