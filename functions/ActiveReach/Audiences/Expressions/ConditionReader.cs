using ActiveReach.Consent;
using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Reads op and value of one condition by the type of its field.</summary>
internal static class ConditionReader
{
    public const int LongestValue = 500;

    private static readonly string[] TextOps = ["eq", "neq", "in", "contains", "starts_with", "exists"];
    private static readonly string[] ConsentOps = ["eq", "neq", "in"];
    private static readonly string[] OrderedOps = ["eq", "neq", "in", "gt", "gte", "lt", "lte", "exists"];
    private static readonly string[] BooleanOps = ["eq", "neq", "exists"];
    private static readonly string[] ListOps = ["has", "in", "exists"];
    private static readonly string[] PositionOps = ["within", "exists"];

    public static string Allowed(FilterField field) => $"'{field.Path}' is {Described(field.Type)} and takes {string.Join(", ", OpsOf(field))}.";

    /// <param name="condition">Whose value is read.</param>
    public static Expression? Read(FilterField field, InputValue op, InputValue condition)
    {
        var name = op.AsText;
        if (name is null || !OpsOf(field).Contains(name))
            return op.Refuse<Expression>("unfit_op", $"The op {op.Quoted} does not fit. {Allowed(field)}");
        if (condition["value"] is not { } value)
            return condition.Refuse<Expression>("value", "missing", $"The condition on '{field.Path}' has no value. To ask for a missing value, write op exists with value false.");
        if (name == "exists")
            return value.AsFlag is { } exists ? exists ? new Exists(field) : new NotOf(new Exists(field)) : Wrong("true or false");

        return field.Type switch
        {
            FieldType.Number => Many(one => one.AsNumber) is { } numbers ? new NumberCondition(field, ComparisonOf(name), numbers.ConvertAll(number => number!.Value)) : null,
            FieldType.Date => Many(Date) is { } days ? new DateCondition(field, ComparisonOf(name), days.ConvertAll(day => day!.Value)) : null,
            FieldType.Boolean => value.AsFlag is { } flag ? new BooleanCondition(field, flag == (name == "eq")) : Wrong("true or false"),
            FieldType.List => Many(Text) is { } members ? new MemberCondition(field, Folded(members)) : null,
            FieldType.Position => Within(value),
            _ when field.Kind == FieldKind.Consent => Many(Consent) is { } states ? new TextCondition(field, ComparisonOf(name), states) : null,
            _ => Many(Text) is { } texts ? new TextCondition(field, ComparisonOf(name), Folded(texts)) : null,
        };

        List<T>? Many<T>(Func<InputValue, T?> read)
        {
            if (name == "in" && !value.IsList)
            {
                Wrong("a list");
                return null;
            }

            if (name == "in" && value.Count is 0 or > ExpressionParser.MostValues)
                return value.Refuse<List<T>>("wrong_length", $"'in' takes 1 to {ExpressionParser.MostValues} values; this list has {value.Count}.");
            var values = new List<T>();
            foreach (var item in name == "in" ? value.Items : [value])
            {
                if (read(item) is not { } one)
                    return item.Refuse<List<T>>("wrong_type", $"'{field.Path}' is {Described(field.Type)}; {item.Quoted} is not {Wanted(field)}.");
                values.Add(one);
            }

            return values;
        }

        Expression? Within(InputValue circle)
        {
            if (!circle.IsObject)
                return Wrong("{\"lat\": …, \"lon\": …, \"km\": …}");
            if (circle.Unknown("lat", "lon", "km") is var (unknown, misplaced))
                return misplaced.Refuse<Expression>("unknown_field", $"A circle has lat, lon and km, not '{unknown}'.");
            var lat = Part(circle, "lat", -90, 90);
            var lon = Part(circle, "lon", -180, 180);
            var km = Part(circle, "km", 0, GeoCircle.LargestKm);
            return lat is null || lon is null || km is null ? null : new WithinCondition(new GeoCircle(lat.Value, lon.Value, km.Value));
        }

        Expression? Wrong(string wanted) => value.Refuse<Expression>("wrong_type", $"The value {value.Quoted} for '{field.Path}' must be {wanted}.");
    }

    private static double? Part(InputValue circle, string name, double least, double most)
    {
        var part = circle.Find(name);
        if (part?.AsNumber is { } number && number >= least && number <= most)
            return number;
        circle.Note(name, "invalid_value", $"{name} must be a number from {least} to {most}{(part is { } wrong ? $", not {wrong.Quoted}" : "; it is missing")}.");
        return null;
    }

    private static List<string> Folded(List<string> texts) => texts.ConvertAll(Folding.Fold);

    /// <summary>Null for what is no text to compare with.</summary>
    public static string? Text(InputValue value) => value.AsText is { } given && ValueRules.Text(given, LongestValue, out _) is { Length: > 0 } text ? text : null;

    private static string? Consent(InputValue value) => ConsentNames.Parse(value.AsText)?.Name();

    private static DateOnly? Date(InputValue value) => value.AsText is { } text ? ValueRules.Date(text, out _) : null;

    public static Comparison ComparisonOf(string op) => op switch
    {
        "eq" => Comparison.Equal,
        "neq" => Comparison.NotEqual,
        "in" => Comparison.In,
        "gt" => Comparison.Greater,
        "gte" => Comparison.GreaterOrEqual,
        "lt" => Comparison.Less,
        "lte" => Comparison.LessOrEqual,
        "contains" => Comparison.Contains,
        _ => Comparison.StartsWith,
    };

    private static string[] OpsOf(FilterField field) => field.Type switch
    {
        _ when field.Kind == FieldKind.Consent => ConsentOps,
        FieldType.Number or FieldType.Date => OrderedOps,
        FieldType.Boolean => BooleanOps,
        FieldType.List => ListOps,
        FieldType.Position => PositionOps,
        _ => TextOps,
    };

    private static string Described(FieldType type) => type switch
    {
        FieldType.Number => "a number",
        FieldType.Date => "a date",
        FieldType.Boolean => "true or false",
        FieldType.List => "a list of texts",
        FieldType.Position => "a position",
        _ => "a text",
    };

    private static string Wanted(FilterField field) => field.Type switch
    {
        _ when field.Kind == FieldKind.Consent => "opted_in, opted_out or unknown",
        FieldType.Number => "a number (without quotes)",
        FieldType.Date => "a date written \"yyyy-MM-dd\"",
        _ => $"a text of 1 to {LongestValue} characters without control characters",
    };
}
