using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Segments;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Turns the JSON of an expression into its tree, or says for each part what is wrong with it.</summary>
public sealed class ExpressionParser
{
    public const int DeepestNesting = 32;
    public const int MostConditions = 500;
    public const int MostValues = 1000;

    private readonly IReadOnlyDictionary<string, FieldType> customFields;
    private readonly List<InputProblem> problems;
    private int conditions;
    private bool isOfEvents;

    private ExpressionParser(IReadOnlyDictionary<string, FieldType> customFields, List<InputProblem> problems)
    {
        this.customFields = customFields;
        this.problems = problems;
    }

    /// <summary>The tree of a missing or empty expression is null: everybody.</summary>
    /// <exception cref="InvalidInputException">With every problem and its path.</exception>
    public static Expression? Parse(JsonElement? where, Workspace workspace, string path = "where")
    {
        var found = new List<InputProblem>();
        var expression = Parse(where, workspace.CustomFields, path, found);
        return found.Count == 0 ? expression : throw new InvalidInputException(found);
    }

    public static Expression? Parse(JsonElement? where, IReadOnlyDictionary<string, FieldType> customFields, string path, List<InputProblem> found)
    {
        if (where is not { } json || json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return null;
        if (json.ValueKind == JsonValueKind.Object && !json.EnumerateObject().MoveNext())
            return null;
        return new ExpressionParser(customFields, found).Term(json, path, depth: 1);
    }

    private Expression? Term(JsonElement json, string path, int depth)
    {
        if (depth > DeepestNesting)
            return Refuse(path, "too_deep", $"An expression may be nested {DeepestNesting} deep; this one goes on. Flatten it.");
        if (json.ValueKind != JsonValueKind.Object)
            return Refuse(path, "wrong_type", $"An expression is an object with all, any, not or a condition, not {JsonText.Quote(json)}.");
        if (Leaf(json) is { } read)
            return IsOneTooMany(path, out var none) ? none : read(json, path);

        var members = json.EnumerateObject().ToList();
        return members switch
        {
            [{ Name: "all" } all] => Terms(all.Value, path + ".all", depth) is { } terms ? new AllOf(terms) : null,
            [{ Name: "any" } any] => Any(any.Value, path + ".any", depth),
            [{ Name: "not" } not] => Term(not.Value, path + ".not", depth + 1) is { } term ? new NotOf(term) : null,
            [] => Refuse(path, "missing", "This expression is empty. Write all, any, not or {field, op, value}."),
            _ => Refuse(path, "unknown_operator", $"'{string.Join("', '", members.Select(member => member.Name))}' is not an expression. Write exactly one of all, any, not, or {{field, op, value}}{(isOfEvents ? "" : ", {segment}, {did, campaign, within} or {event, where, atLeast, within}")}."),
        };
    }

    private AnyOf? Any(JsonElement json, string path, int depth)
    {
        var terms = Terms(json, path, depth);
        if (terms is not { Count: 0 })
            return terms is null ? null : new AnyOf(terms);
        Refuse(path, "missing", "'any' of nothing is nobody. Add a condition or remove it.");
        return null;
    }

    private List<Expression>? Terms(JsonElement json, string path, int depth)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            Refuse(path, "wrong_type", $"'{path[(path.LastIndexOf('.') + 1)..]}' takes a list of expressions, not {JsonText.Quote(json)}.");
            return null;
        }

        var terms = new List<Expression>();
        var good = true;
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (index >= MostConditions)
            {
                Refuse(path, "too_many", $"An expression may hold {MostConditions} conditions; this list has {json.GetArrayLength()}.");
                return null;
            }

            if (Term(item, $"{path}[{index++}]", depth + 1) is { } term)
                terms.Add(term);
            else
                good = false;
        }

        return good ? terms : null;
    }

    /// <summary>Reads a condition, told by the member that names its subject; null when it is none.</summary>
    private Func<JsonElement, string, Expression?>? Leaf(JsonElement json)
    {
        if (json.TryGetProperty("field", out _))
            return isOfEvents ? (condition, path) => EventConditionReader.Read(condition, path, problems) : Condition;
        if (isOfEvents)
            return null;
        if (json.TryGetProperty("segment", out _))
            return Segment;
        if (json.TryGetProperty("did", out _))
            return (did, path) => BehaviourReader.Did(did, path, problems);
        return json.TryGetProperty("event", out _) ? Event : null;
    }

    private Expression? Condition(JsonElement json, string path)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name is not ("field" or "op" or "value"))
                return Refuse($"{path}.{member.Name}", "unknown_field", $"A condition has field, op and value, not '{member.Name}'.");
        }

        if (JsonText.Of(json.GetProperty("field")) is not { } name || FilterField.Find(name, customFields) is not { } field)
            return Refuse(path + ".field", "unknown_field", UnknownField(json.GetProperty("field")));
        if (!json.TryGetProperty("op", out var op))
            return Refuse(path + ".op", "missing", $"The condition on '{name}' has no op. {ConditionReader.Allowed(field)}");
        json.TryGetProperty("value", out var value);
        return ConditionReader.Read(field, op, value, path, problems);
    }

    private Expression? Segment(JsonElement json, string path)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name is not "segment")
                return Refuse($"{path}.{member.Name}", "unknown_field", $"A segment stands alone, as {{\"segment\": \"seg_…\"}}, without '{member.Name}'.");
        }

        return JsonText.Of(json.GetProperty("segment")) is { } name && SegmentId.TryParse(name, out _)
            ? new InSegment(name, path + ".segment")
            : Refuse(path + ".segment", "invalid_value", $"{JsonText.Quote(json.GetProperty("segment"))} is no id of a segment: they look like seg_vip.");
    }

    /// <summary>The conditions on its content are read by the same rules, and count.</summary>
    private Expression? Event(JsonElement json, string path) => BehaviourReader.Event(json, path, problems, (where, at) =>
    {
        isOfEvents = true;
        var content = Term(where, at, depth: 1);
        isOfEvents = false;
        return content;
    });

    private string UnknownField(JsonElement field)
    {
        var custom = customFields.Count == 0 ? "" : " and " + string.Join(", ", customFields.Keys.Order(StringComparer.Ordinal).Take(50).Select(each => $"custom.{each}"));
        return $"There is no field {JsonText.Quote(field)}. The fields are {string.Join(", ", FilterField.All.Select(each => each.Name))}{custom}.";
    }

    /// <summary>Said once, of the first that is too many.</summary>
    private bool IsOneTooMany(string path, out Expression? none)
    {
        none = null;
        if (++conditions == MostConditions + 1)
            Refuse(path, "too_many", $"An expression may hold {MostConditions} conditions; this one has more. Use 'in' with a list, or a tag.");
        return conditions > MostConditions;
    }

    private Expression? Refuse(string path, string code, string message)
    {
        problems.Add(new InputProblem(path, code, message));
        return null;
    }
}
