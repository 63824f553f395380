using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Documents;

/// <summary>A document read back, with what it takes to change it.</summary>
public sealed record Stored<T>(T Value, string ETag);

/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record StoredPage<T>(IReadOnlyList<Stored<T>> Items, DocumentPlace? Next, long? Count);

/// <summary>A kind of documents, whatever things they are.</summary>
public interface IDocumentKind
{
    string Name { get; }

    /// <summary>What a stored document of the kind is found by.</summary>
    /// <exception cref="InvalidOperationException">It was written by newer code than this.</exception>
    IReadOnlyList<DocumentField> FieldsOf(StoredDocument document);
}

/// <summary>How things of one kind are kept as documents: their name, id, and the fields they are found by.</summary>
/// <param name="name">Stored with each: never change it.</param>
/// <param name="id">The id inside a partition.</param>
/// <param name="schema">Version of the form that is written; goes up with a change that older code can't read.</param>
public sealed class DocumentKind<T>(string name, Func<T, string> id, int schema = 1) : IDocumentKind
    where T : class
{
    private readonly List<(string Name, Func<T, IEnumerable<FieldValue>> Values)> fields = [];

    public string Name => name;

    /// <summary>Asks for those of a partition.</summary>
    public DocumentQuery In(string partition) => new(partition, name);

    /// <summary>A field with one value, or none where it is null.</summary>
    public DocumentKind<T> By(string field, Func<T, FieldValue?> value) => ByMany(field, each => value(each) is { } one ? [one] : []);

    /// <summary>A field with any number of values; nothing is sorted by it.</summary>
    public DocumentKind<T> ByMany(string field, Func<T, IEnumerable<FieldValue>> values)
    {
        fields.Add((field, values));
        return this;
    }

    /// <summary>Adds it; a conflict means that there is one.</summary>
    public DocumentChange Add(T value) => new(name, id(value), DocumentCondition.Missing, Content(value));

    /// <summary>Replaces what was read; a conflict means that it has changed or is gone.</summary>
    public DocumentChange Replace(T value, string etag) => new(name, id(value), DocumentCondition.Is(etag), Content(value));

    /// <summary>Writes it, whatever is there.</summary>
    public DocumentChange Put(T value) => new(name, id(value), DocumentCondition.Anything, Content(value));

    public DocumentChange Delete(Stored<T> stored) => DocumentChange.Delete(name, id(stored.Value), stored.ETag);

    public DocumentChange Delete(string documentId) => DocumentChange.Delete(name, documentId);

    /// <exception cref="InvalidOperationException">It was written by newer code than this.</exception>
    public Stored<T> Read(StoredDocument document) => document.Schema <= schema
        ? new(JsonSerializer.Deserialize<T>(document.Body.Span, Wire.Json)!, document.ETag)
        : throw new InvalidOperationException(
            $"'{name}' '{document.Key.Id}' was written in form {document.Schema}, and this version reads up to {schema}: deploy the version that wrote it, or a newer one.");

    public IReadOnlyList<DocumentField> FieldsOf(StoredDocument document) => FieldsOf(Read(document).Value);

    private DocumentContent Content(T value) => new(schema, JsonSerializer.SerializeToUtf8Bytes(value, Wire.Json), FieldsOf(value));

    private List<DocumentField> FieldsOf(T value) =>
        [.. fields.Select(field => new DocumentField(field.Name, [.. field.Values(value).Distinct()])).Where(field => field.Values.Count > 0)];
}
