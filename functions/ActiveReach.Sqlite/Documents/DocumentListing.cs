using System.Globalization;
using ActiveReach.Documents;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Documents;

/// <summary>One page of a query as SQL: along the values of the field that sorts it, or along the ids of a value asked for, or of all; each
/// further condition looks at one document.</summary>
internal sealed class DocumentListing
{
    private readonly DocumentQuery query;
    private readonly List<FieldValue> values = [];
    private readonly List<string> conditions = [];
    private readonly string from;
    private readonly string id;
    private readonly string sorted;

    public DocumentListing(DocumentQuery query)
    {
        this.query = query;
        var (partition, kind) = (Value(query.Partition), Value(query.Kind));
        var given = query.OrderBy is null ? query.Where.OfType<FieldCondition.In>().FirstOrDefault(one => one.Values.Count == 1) : null;
        if ((query.OrderBy ?? given?.Field) is { } field)
        {
            from = $"document_fields AS o CROSS JOIN documents AS d ON d.partition = {partition} AND d.kind = {kind} AND d.id = o.id";
            conditions.Add($"o.partition = {partition} AND o.kind = {kind} AND o.field = {Value(field)}");
            if (given is not null)
                conditions.Add($"o.value = {Value(given.Values[0])}");
            id = "o.id";
        }
        else
        {
            from = "documents AS d";
            conditions.Add($"d.partition = {partition} AND d.kind = {kind}");
            id = "d.id";
        }

        sorted = query.OrderBy is null ? id : "o.value";
        var found = $"SELECT 1 FROM document_fields AS f WHERE f.partition = {partition} AND f.kind = {kind} AND f.id = {id}";
        conditions.AddRange(query.Where.Where(condition => condition != given).Select(condition => $"EXISTS ({found} AND f.field = {Value(condition.Field)} AND {Fits(condition)})"));
    }

    public DocumentPage Read(ReadSession session)
    {
        var count = query.Counts ? Bind(session.Prepare($"SELECT count(*) FROM {from} WHERE {string.Join(" AND ", conditions)}")).Number() : (long?)null;
        if (query.After is { } place)
            conditions.Add(After(place));
        var order = query.Descending ? "DESC" : "ASC";
        var row = Bind(session.Prepare(
            $"SELECT {DocumentRow.Columns}, {sorted} FROM {from} WHERE {string.Join(" AND ", conditions)} ORDER BY {sorted} {order}, {id} {order} LIMIT {Value(query.Limit + 1)}"));
        var items = new List<StoredDocument>();
        DocumentPlace? next = null, last = null;
        while (row.Step())
        {
            if (items.Count == query.Limit)
            {
                next = last;
                row.Reset();
                break;
            }

            items.Add(DocumentRow.Read(query.Partition, query.Kind, row));
            last = new DocumentPlace(query.OrderBy is null ? (FieldValue?)null : DocumentRow.Value(row, 4), items[^1].Key.Id);
        }

        return new DocumentPage(items, next, count);
    }

    private string After(DocumentPlace place)
    {
        var compare = query.Descending ? "<" : ">";
        return place.Value is { } value ? $"(o.value, o.id) {compare} ({Value(value)}, {Value(place.Id)})" : $"{id} {compare} {Value(place.Id)}";
    }

    private string Fits(FieldCondition condition) => condition switch
    {
        FieldCondition.In { Values.Count: 0 } => "0",
        FieldCondition.In one => $"f.value IN ({string.Join(", ", one.Values.Select(Value))})",
        FieldCondition.Range { From: null, Below: null } => "1",
        FieldCondition.Range { From: { } least, Below: null } => $"f.value >= {Value(least)}",
        FieldCondition.Range { From: null, Below: { } below } => $"f.value < {Value(below)}",
        FieldCondition.Range { From: { } least, Below: { } below } => $"f.value >= {Value(least)} AND f.value < {Value(below)}",
        FieldCondition.Part part => $"typeof(f.value) = 'text' AND instr(f.value, {Value(part.Text)}) > 0",
        _ => throw new ArgumentException($"A condition of kind {condition.GetType().Name} is not known.", nameof(condition)),
    };

    private string Value(FieldValue value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
    }

    private Statement Bind(Statement statement)
    {
        for (var index = 0; index < values.Count; index++)
            statement.Bind(index + 1, values[index]);
        return statement;
    }
}
