using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Reads one condition on the content of an event. It has no schema: the literal says of what type the value must be.</summary>
internal static class EventConditionReader
{
    private static readonly string[] TextOps = ["eq", "neq", "in", "contains", "starts_with", "has", "exists"];
    private static readonly string[] NumberOps = ["eq", "neq", "in", "gt", "gte", "lt", "lte"];
    private static readonly string[] FlagOps = ["eq", "neq", "exists"];

    public static Expression? Read(JsonElement json, string path, List<InputProblem> problems)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name is not ("field" or "op" or "value"))
                return Refuse($"{path}.{member.Name}", "unknown_field", $"A condition has field, op and value, not '{member.Name}'.");
        }

        if (EventField.Find(JsonText.Of(json.GetProperty("field"))) is not { } field)
            return Refuse(path + ".field", "invalid_value", $"{JsonText.Quote(json.GetProperty("field"))} can't be a field of an event: write up to five names joined by dots, each of 1 to 64 letters, digits, - or _, e.g. cart.total.");
        if (!json.TryGetProperty("value", out var value) || value.ValueKind is JsonValueKind.Null)
            return Refuse(path + ".value", "missing", $"The condition on '{field.Name}' has no value. To ask for a missing value, write op exists with value false.");
        var op = json.TryGetProperty("op", out var named) ? JsonText.Of(named) : null;
        if (op is "in" && (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is 0 or > ExpressionParser.MostValues))
            return Refuse(path + ".value", "wrong_type", $"'in' takes a list of 1 to {ExpressionParser.MostValues} values, not {JsonText.Quote(value)}.");
        return Typed(field, op, op is "in" ? [.. value.EnumerateArray()] : [value]);

        Expression? Typed(EventField of, string? with, List<JsonElement> values)
        {
            var ops = values[0].ValueKind switch
            {
                JsonValueKind.String => TextOps,
                JsonValueKind.Number => NumberOps,
                JsonValueKind.True or JsonValueKind.False => FlagOps,
                _ => null,
            };
            if (ops is null)
                return Refuse(path + ".value", "wrong_type", $"The value for '{of.Name}' is {JsonText.Quote(value)}: give a text, a number, true or false.");
            if (with is null || !ops.Contains(with) || (with is "exists" && ops != FlagOps))
                return Refuse(path + ".op", "unfit_op", $"The op {JsonText.Quote(named)} does not fit the value {JsonText.Quote(values[0])}: it takes {string.Join(", ", ops.Where(one => one is not "exists" || ops == FlagOps))}.");
            if (ops == FlagOps)
                return Flag(of, with, values[0].GetBoolean());
            for (var index = 0; index < values.Count; index++)
            {
                if (ops == TextOps ? !ConditionReader.Text(values[index], out _) : !ConditionReader.Number(values[index], out _))
                    return Refuse(with is "in" ? $"{path}.value[{index}]" : path + ".value", "wrong_type", $"{JsonText.Quote(values[index])} is not {(ops == TextOps ? $"a text of 1 to {ConditionReader.LongestValue} characters without control characters" : "a number")}, as the first value is.");
            }

            if (ops == NumberOps)
                return new EventNumberCondition(of, ConditionReader.ComparisonOf(with), values.ConvertAll(one => one.GetDouble()));
            var texts = values.ConvertAll(one => ConditionReader.Text(one, out var text) ? Folding.Fold(text) : "");
            return with is "has" ? new EventMemberCondition(of, texts) : new EventTextCondition(of, ConditionReader.ComparisonOf(with), texts);
        }

        Expression? Refuse(string where, string code, string message)
        {
            problems.Add(new InputProblem(where, code, message));
            return null;
        }
    }

    private static Expression Flag(EventField field, string op, bool value) => (op, value) switch
    {
        ("exists", true) => new EventExists(field),
        ("exists", false) => new NotOf(new EventExists(field)),
        ("neq", _) => new EventFlagCondition(field, !value),
        _ => new EventFlagCondition(field, value),
    };
}
