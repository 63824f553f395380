using System.Globalization;
using System.Text.Json;
using ActiveReach.Documents;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Documents;

/// <summary>A query in the words of Cosmos DB. A field that has several values is a list in its item, so each condition asks the one value, or whether one of
/// the list fits.</summary>
internal sealed class DocumentStatement
{
    private readonly List<object> values = [];
    private readonly string found;
    private readonly string page;

    public DocumentStatement(DocumentQuery query)
    {
        var conditions = new List<string> { $"c.kind = {Value(query.Kind)}" };
        conditions.AddRange(query.Where.Select(Fits));
        var place = Place(query.OrderBy ?? DocumentPlaces.ById);
        // A list of places is no text, and nothing is sorted by it.
        conditions.Add($"{place} >= {Value("")}");
        found = string.Join(" AND ", conditions);
        var (order, after) = query.Descending ? ("DESC", "<") : ("ASC", ">");
        page = query.After is { } last ? $"{found} AND {place} {after} {Value(PlaceOf(last))}" : found;
        page = $"SELECT c.name, c._etag, c.form, c.body, c.packed, {Field(query.OrderBy ?? DocumentPlaces.ById)} AS sorted FROM c WHERE {page} ORDER BY {place} {order}";
    }

    public QueryDefinition Count => Bind($"SELECT VALUE COUNT(1) FROM c WHERE {found}");

    public QueryDefinition Page => Bind(page);

    private static string PlaceOf(DocumentPlace last) => last.Value is { } value ? DocumentPlaces.Of(value, last.Id) : DocumentPlaces.OfId(last.Id);

    private static string Field(string name) => $"c.found[{JsonSerializer.Serialize(name)}]";

    private static string Place(string name) => $"c.places[{JsonSerializer.Serialize(name)}]";

    private string Fits(FieldCondition condition) => condition switch
    {
        FieldCondition.In { Values.Count: 0 } => "false",
        FieldCondition.In { Values.Count: 1 } one when Value(one.Values[0]) is var value => $"({Field(one.Field)} = {value} OR ARRAY_CONTAINS({Field(one.Field)}, {value}))",
        FieldCondition.In some when string.Join(", ", some.Values.Select(Value)) is var list => Any(Field(some.Field), each => $"{each} IN ({list})"),
        FieldCondition.Range { From: null, Below: null } any => $"IS_DEFINED({Field(any.Field)})",
        FieldCondition.Range range when Bounds(range) is var bounds => Any(Place(range.Field), each => string.Join(" AND ", bounds.Select(bound => $"{each} {bound}"))),
        FieldCondition.Part part when Value(part.Text) is var text => Any(Field(part.Field), each => $"CONTAINS({each}, {text})"),
        _ => throw new ArgumentException($"A condition of kind {condition.GetType().Name} is not known.", nameof(condition)),
    };

    private static string Any(string path, Func<string, string> fits) => $"(({fits(path)}) OR EXISTS(SELECT VALUE v FROM v IN {path} WHERE {fits("v")}))";

    private List<string> Bounds(FieldCondition.Range range)
    {
        var bounds = new List<string>(2);
        if (range.From is { } from)
            bounds.Add($">= {Value(DocumentPlaces.Of(from))}");
        if (range.Below is { } below)
            bounds.Add($"< {Value(DocumentPlaces.Of(below))}");
        return bounds;
    }

    private string Value(FieldValue value)
    {
        values.Add(value.Text is { } text ? text : value.Number);
        return Name(values.Count);
    }

    private QueryDefinition Bind(string text)
    {
        var definition = new QueryDefinition(text);
        for (var index = 1; index <= values.Count; index++)
        {
            if (text.Contains(Name(index), StringComparison.Ordinal))
                definition.WithParameter(Name(index), values[index - 1]);
        }

        return definition;
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"@v{index:00}");
}
