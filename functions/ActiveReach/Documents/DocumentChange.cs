namespace ActiveReach.Documents;

/// <summary>One change of a commit.</summary>
/// <param name="Condition">What must be there before it.</param>
/// <param name="Document">What is there after it; null where it is deleted.</param>
public sealed record DocumentChange(string Kind, string Id, DocumentCondition Condition, DocumentContent? Document)
{
    /// <summary>Deletes it if it is still as it was read.</summary>
    public static DocumentChange Delete(string kind, string id, string etag) => new(kind, id, DocumentCondition.Is(etag), null);

    /// <summary>Deletes it, if it is there.</summary>
    public static DocumentChange Delete(string kind, string id) => new(kind, id, DocumentCondition.Anything, null);
}

/// <summary>What a document holds.</summary>
/// <param name="Body">JSON in UTF-8, at most <see cref="IDocuments.MostBytes"/>.</param>
/// <param name="Fields">What it is found and sorted by: each name at most once.</param>
public sealed record DocumentContent(int Schema, ReadOnlyMemory<byte> Body, IReadOnlyList<DocumentField> Fields);

/// <summary>A field that documents of a kind are found by. One with several values has each of them.</summary>
public sealed record DocumentField(string Name, IReadOnlyList<FieldValue> Values);

/// <summary>What must be true of a document for a commit to go through.</summary>
/// <param name="ETag">The one that it was read with.</param>
public readonly record struct DocumentCondition(bool MustBeMissing, string? ETag)
{
    public static DocumentCondition Anything => default;

    public static DocumentCondition Missing => new(true, null);

    public static DocumentCondition Is(string etag) => new(false, etag);

    /// <param name="stored">The ETag of what is there; null for nothing.</param>
    public bool Allows(string? stored) => MustBeMissing ? stored is null : ETag is null || ETag == stored;
}
