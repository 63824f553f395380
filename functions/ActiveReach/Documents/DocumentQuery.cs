namespace ActiveReach.Documents;

/// <summary>Asks for documents of one kind in one partition.</summary>
public sealed record DocumentQuery(string Partition, string Kind)
{
    public const int MostLimit = 1000;

    /// <summary>All must hold.</summary>
    public IReadOnlyList<FieldCondition> Where { get; init; } = [];

    /// <summary>A field with one value; documents without it are in no page, and not counted. Null sorts by id. Equal values go by id.</summary>
    public string? OrderBy { get; init; }

    public bool Descending { get; init; }

    /// <summary>Documents of a page, 1 to 1,000. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended; null for the first page.</summary>
    public DocumentPlace? After { get; init; }

    /// <summary>Whether <see cref="DocumentPage.Count"/> is asked for.</summary>
    public bool Counts { get; init; }
}

/// <summary>A place in a list: the sort value and id of the last document that was seen. Documents that come, go or change meanwhile
/// neither repeat nor hide others.</summary>
/// <param name="Value">Null where sorted by id.</param>
public sealed record DocumentPlace(FieldValue? Value, string Id);

/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="Count">How many fit, whatever the page, if asked for; exact to <see cref="IDocuments.MostCounted"/>, more may be told as that.</param>
public sealed record DocumentPage(IReadOnlyList<StoredDocument> Items, DocumentPlace? Next, long? Count);

/// <summary>What a document's field must be; one of several values is enough.</summary>
public abstract record FieldCondition(string Field)
{
    public static FieldCondition Is(string field, FieldValue value) => new In(field, [value]);

    public static FieldCondition OneOf(string field, IEnumerable<FieldValue> values) => new In(field, [.. values]);

    /// <param name="from">The least; null for no bound.</param>
    /// <param name="below">More than any that fits; null for no bound.</param>
    public static FieldCondition Within(string field, FieldValue? from, FieldValue? below) => new Range(field, from, below);

    /// <summary>The text has this part. Upper and lower case differ: fields that are searched hold folded text.</summary>
    public static FieldCondition Contains(string field, string part) => new Part(field, part);

    public sealed record In(string Field, IReadOnlyList<FieldValue> Values) : FieldCondition(Field);

    public sealed record Range(string Field, FieldValue? From, FieldValue? Below) : FieldCondition(Field);

    public sealed record Part(string Field, string Text) : FieldCondition(Field);
}
