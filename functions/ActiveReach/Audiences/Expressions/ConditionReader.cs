using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Reads op and value of one condition by the type of its field.</summary>
internal static class ConditionReader
{
    public const int LongestValue = 500;

    private delegate bool TryRead<T>(JsonElement json, out T value);

    private static readonly string[] TextOps = ["eq", "neq", "in", "contains", "starts_with", "exists"];
    private static readonly string[] ConsentOps = ["eq", "neq", "in"];
    private static readonly string[] OrderedOps = ["eq", "neq", "in", "gt", "gte", "lt", "lte", "exists"];
    private static readonly string[] BooleanOps = ["eq", "neq", "exists"];
    private static readonly string[] ListOps = ["has", "in", "exists"];
    private static readonly string[] PositionOps = ["within", "exists"];

    public static string Allowed(FilterField field) => $"'{field.Path}' is {Described(field.Type)} and takes {string.Join(", ", OpsOf(field))}.";

    public static Expression? Read(FilterField field, JsonElement op, JsonElement value, string path, List<InputProblem> problems)
    {
        var name = JsonText.Of(op);
        if (name is null || !OpsOf(field).Contains(name))
            return Refuse(path + ".op", "unfit_op", $"The op {JsonText.Quote(op)} does not fit. {Allowed(field)}");
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return Refuse(path + ".value", "missing", $"The condition on '{field.Path}' has no value. To ask for a missing value, write op exists with value false.");
        if (name == "exists")
        {
            return value.ValueKind switch
            {
                JsonValueKind.True => new Exists(field),
                JsonValueKind.False => new NotOf(new Exists(field)),
                _ => Wrong("true or false"),
            };
        }

        return field.Type switch
        {
            FieldType.Number => Many<double>(Number) is { } numbers ? new NumberCondition(field, ComparisonOf(name), numbers) : null,
            FieldType.Date => Many<DateOnly>(Date) is { } days ? new DateCondition(field, ComparisonOf(name), days) : null,
            FieldType.Boolean => Boolean(),
            FieldType.List => Many<string>(Text) is { } members ? new MemberCondition(field, Folded(members)) : null,
            FieldType.Position => Within(),
            _ when field.Kind == FieldKind.Consent => Many<string>(Consent) is { } states ? new TextCondition(field, ComparisonOf(name), states) : null,
            _ => Many<string>(Text) is { } texts ? new TextCondition(field, ComparisonOf(name), Folded(texts)) : null,
        };

        List<T>? Many<T>(TryRead<T> read)
        {
            if (name == "in" && value.ValueKind != JsonValueKind.Array)
            {
                Wrong("a list");
                return null;
            }

            if (name == "in" && value.GetArrayLength() is 0 or > ExpressionParser.MostValues)
            {
                Refuse(path + ".value", "wrong_length", $"'in' takes 1 to {ExpressionParser.MostValues} values; this list has {value.GetArrayLength()}.");
                return null;
            }

            var values = new List<T>();
            var index = 0;
            foreach (var item in name == "in" ? value.EnumerateArray().ToList() : [value])
            {
                if (!read(item, out var one))
                {
                    problems.Add(new InputProblem(
                        name == "in" ? $"{path}.value[{index}]" : path + ".value",
                        "wrong_type",
                        $"'{field.Path}' is {Described(field.Type)}; {JsonText.Quote(item)} is not {Wanted(field)}."));
                    return null;
                }

                values.Add(one);
                index++;
            }

            return values;
        }

        Expression? Boolean()
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return Wrong("true or false");
            return new BooleanCondition(field, value.GetBoolean() == (name == "eq"));
        }

        Expression? Within()
        {
            if (value.ValueKind != JsonValueKind.Object)
                return Wrong("{\"lat\": …, \"lon\": …, \"km\": …}");
            foreach (var member in value.EnumerateObject())
            {
                if (member.Name is not ("lat" or "lon" or "km"))
                    return Refuse($"{path}.value.{member.Name}", "unknown_field", $"A circle has lat, lon and km, not '{member.Name}'.");
            }

            var lat = Part("lat", -90, 90);
            var lon = Part("lon", -180, 180);
            var km = Part("km", 0, GeoCircle.LargestKm);
            return lat is null || lon is null || km is null ? null : new WithinCondition(new GeoCircle(lat.Value, lon.Value, km.Value));
        }

        double? Part(string part, double least, double most)
        {
            if (value.TryGetProperty(part, out var json) && NumberOf(json) is { } number && number >= least && number <= most)
                return number;
            Refuse($"{path}.value.{part}", "invalid_value", $"{part} must be a number from {least} to {most}{(json.ValueKind == JsonValueKind.Undefined ? "; it is missing" : $", not {JsonText.Quote(json)}")}.");
            return null;
        }

        Expression? Wrong(string wanted) => Refuse(path + ".value", "wrong_type", $"The value {JsonText.Quote(value)} for '{field.Path}' must be {wanted}.");

        Expression? Refuse(string where, string code, string message)
        {
            problems.Add(new InputProblem(where, code, message));
            return null;
        }
    }

    private static List<string> Folded(List<string> texts) => texts.ConvertAll(Folding.Fold);

    public static bool Text(JsonElement json, out string text)
    {
        text = JsonText.Of(json) is { } given && ValueRules.Text(given, LongestValue, out _) is { } plain ? plain : "";
        return text.Length > 0;
    }

    private static bool Consent(JsonElement json, out string state)
    {
        state = ConsentNames.Parse(JsonText.Of(json))?.Name() ?? "";
        return state.Length > 0;
    }

    public static bool Number(JsonElement json, out double number)
    {
        number = NumberOf(json) ?? double.NaN;
        return !double.IsNaN(number);
    }

    private static double? NumberOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private static bool Date(JsonElement json, out DateOnly day)
    {
        var read = JsonText.Of(json) is { } text ? ValueRules.Date(text, out _) : null;
        day = read ?? default;
        return read is not null;
    }

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
