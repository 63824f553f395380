using ActiveReach.Audiences.Expressions;
using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Reads one condition on the content of an event. It has no schema: the literal says of what type the value must be.</summary>
internal static class EventConditionReader
{
    private static readonly string[] TextOps = ["eq", "neq", "in", "contains", "starts_with", "has", "exists"];
    private static readonly string[] NumberOps = ["eq", "neq", "in", "gt", "gte", "lt", "lte"];
    private static readonly string[] FlagOps = ["eq", "neq", "exists"];

    public static Expression? Read(InputValue json)
    {
        if (json.Unknown("field", "op", "value") is var (unknown, misplaced))
            return misplaced.Refuse<Expression>("unknown_field", $"A condition has field, op and value, not '{unknown}'.");
        var name = json.Member("field");
        if (EventField.Find(name.AsText) is not { } field)
            return name.Refuse<Expression>("invalid_value", $"{name.Quoted} can't be a field of an event: write up to five names joined by dots, each of 1 to 64 letters, digits, - or _, e.g. cart.total.");
        if (json["value"] is not { } value)
            return json.Refuse<Expression>("value", "missing", $"The condition on '{field.Name}' has no value. To ask for a missing value, write op exists with value false.");
        var op = json.Find("op")?.AsText;
        if (op is "in" && value.Count is 0 or > ExpressionParser.MostValues)
            return value.Refuse<Expression>("wrong_type", $"'in' takes a list of 1 to {ExpressionParser.MostValues} values, not {value.Quoted}.");
        List<InputValue> values = op is "in" ? [.. value.Items] : [value];
        var ops = values[0] switch
        {
            { AsText: not null } => TextOps,
            { AsDigits: not null } => NumberOps,
            { AsFlag: not null } => FlagOps,
            _ => null,
        };
        if (ops is null)
            return value.Refuse<Expression>("wrong_type", $"The value for '{field.Name}' is {value.Quoted}: give a text, a number, true or false.");
        if (op is null || !ops.Contains(op) || (op is "exists" && ops != FlagOps))
            return json.Refuse<Expression>("op", "unfit_op", $"The op {json.Find("op")?.Quoted ?? "(none)"} does not fit the value {values[0].Quoted}: it takes {string.Join(", ", ops.Where(one => one is not "exists" || ops == FlagOps))}.");
        if (ops == FlagOps)
            return Flag(field, op, values[0].AsFlag!.Value);
        foreach (var one in values)
        {
            if (ops == TextOps ? ConditionReader.Text(one) is null : one.AsNumber is null)
                return one.Refuse<Expression>("wrong_type", $"{one.Quoted} is not {(ops == TextOps ? $"a text of 1 to {ConditionReader.LongestValue} characters without control characters" : "a number")}, as the first value is.");
        }

        if (ops == NumberOps)
            return new EventNumberCondition(field, ConditionReader.ComparisonOf(op), values.ConvertAll(one => one.AsNumber!.Value));
        var texts = values.ConvertAll(one => Folding.Fold(ConditionReader.Text(one)!));
        return op is "has" ? new EventMemberCondition(field, texts) : new EventTextCondition(field, ConditionReader.ComparisonOf(op), texts);
    }

    private static Expression Flag(EventField field, string op, bool value) => (op, value) switch
    {
        ("exists", true) => new EventExists(field),
        ("exists", false) => new NotOf(new EventExists(field)),
        ("neq", _) => new EventFlagCondition(field, !value),
        _ => new EventFlagCondition(field, value),
    };
}
