using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Segments;
using ActiveReach.Inputs;
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
    private int conditions;
    private bool isOfEvents;

    private ExpressionParser(IReadOnlyDictionary<string, FieldType> customFields) => this.customFields = customFields;

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
        if (where is not { } json || InputValue.Of(json, path, found) is not { IsNull: false, IsEmptyObject: false } input)
            return null;
        return new ExpressionParser(customFields).Term(input, depth: 1);
    }

    private Expression? Term(InputValue json, int depth)
    {
        if (depth > DeepestNesting)
            return json.Refuse<Expression>("too_deep", $"An expression may be nested {DeepestNesting} deep; this one goes on. Flatten it.");
        if (!json.IsObject)
            return json.Refuse<Expression>("wrong_type", $"An expression is an object with all, any, not or a condition, not {json.Quoted}.");
        if (Leaf(json) is { } read)
            return IsOneTooMany(json) ? null : read(json);

        var members = json.Members.ToList();
        return members switch
        {
            [("all", var all)] => Terms(all, depth) is { } terms ? new AllOf(terms) : null,
            [("any", var any)] => Any(any, depth),
            [("not", var not)] => Term(not, depth + 1) is { } term ? new NotOf(term) : null,
            [] => json.Refuse<Expression>("missing", "This expression is empty. Write all, any, not or {field, op, value}."),
            _ => json.Refuse<Expression>("unknown_operator", $"'{string.Join("', '", members.Select(member => member.Name))}' is not an expression. Write exactly one of all, any, not, or {{field, op, value}}{(isOfEvents ? "" : ", {segment}, {did, campaign, within} or {event, where, atLeast, within}")}."),
        };
    }

    private AnyOf? Any(InputValue json, int depth)
    {
        var terms = Terms(json, depth);
        if (terms is not { Count: 0 })
            return terms is null ? null : new AnyOf(terms);
        return json.Refuse<AnyOf>("missing", "'any' of nothing is nobody. Add a condition or remove it.");
    }

    private List<Expression>? Terms(InputValue json, int depth)
    {
        if (!json.IsList)
            return json.Refuse<List<Expression>>("wrong_type", $"'{json.Path[(json.Path.LastIndexOf('.') + 1)..]}' takes a list of expressions, not {json.Quoted}.");

        var terms = new List<Expression>();
        foreach (var item in json.Items.Take(MostConditions))
        {
            if (Term(item, depth + 1) is { } term)
                terms.Add(term);
        }

        if (json.Count > MostConditions)
            json.Note("too_many", $"An expression may hold {MostConditions} conditions; this list has {json.Count}.");
        return terms.Count == json.Count ? terms : null;
    }

    /// <summary>Reads a condition, told by the member that names its subject; null when it is none.</summary>
    private Func<InputValue, Expression?>? Leaf(InputValue json)
    {
        if (json.Has("field"))
            return isOfEvents ? EventConditionReader.Read : Condition;
        if (isOfEvents)
            return null;
        if (json.Has("segment"))
            return Segment;
        if (json.Has("did"))
            return BehaviourReader.Did;
        return json.Has("event") ? Event : null;
    }

    private Expression? Condition(InputValue json)
    {
        if (json.Unknown("field", "op", "value") is var (unknown, misplaced))
            return misplaced.Refuse<Expression>("unknown_field", $"A condition has field, op and value, not '{unknown}'.");
        var named = json.Member("field");
        if (named.AsText is not { } name || FilterField.Find(name, customFields) is not { } field)
            return named.Refuse<Expression>("unknown_field", UnknownField(named));
        if (json.Find("op") is not { } op)
            return json.Refuse<Expression>("op", "missing", $"The condition on '{name}' has no op. {ConditionReader.Allowed(field)}");
        return ConditionReader.Read(field, op, json);
    }

    private static Expression? Segment(InputValue json)
    {
        if (json.Unknown("segment") is var (unknown, misplaced))
            return misplaced.Refuse<Expression>("unknown_field", $"A segment stands alone, as {{\"segment\": \"seg_…\"}}, without '{unknown}'.");
        var named = json.Member("segment");
        return named.AsText is { } name && SegmentId.TryParse(name, out _)
            ? new InSegment(name, named.Path)
            : named.Refuse<Expression>("invalid_value", $"{named.Quoted} is no id of a segment: they look like seg_vip.");
    }

    /// <summary>The conditions on its content are read by the same rules, and count.</summary>
    private Expression? Event(InputValue json) => BehaviourReader.Event(json, where =>
    {
        isOfEvents = true;
        var content = Term(where, depth: 1);
        isOfEvents = false;
        return content;
    });

    private string UnknownField(InputValue field)
    {
        var custom = customFields.Count == 0 ? "" : " and " + string.Join(", ", customFields.Keys.Order(StringComparer.Ordinal).Take(50).Select(each => $"custom.{each}"));
        return $"There is no field {field.Quoted}. The fields are {string.Join(", ", FilterField.All.Select(each => each.Name))}{custom}.";
    }

    /// <summary>Said once, of the first that is too many.</summary>
    private bool IsOneTooMany(InputValue json)
    {
        if (++conditions == MostConditions + 1)
            json.Note("too_many", $"An expression may hold {MostConditions} conditions; this one has more. Use 'in' with a list, or a tag.");
        return conditions > MostConditions;
    }
}
