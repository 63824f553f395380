using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Contacts;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>An expression as a SQL condition on <c>contacts</c>. Whatever a caller wrote is a parameter; the text is put together from
/// constants of this file alone.</summary>
internal sealed class SqlFilter
{
    /// <summary>Taken by every query: ids above ?1 up to ?2, workspace ?3, today ?4.</summary>
    public const int First = 5;

    private readonly StringBuilder sql = new();
    private readonly List<object> parameters = [];

    private SqlFilter(Expression expression) => Write(expression, exact: false);

    public static SqlFilter? Of(Expression? expression) => expression is null ? null : new SqlFilter(expression);

    public string Sql => sql.ToString();

    /// <summary>Number of the first parameter that is not taken.</summary>
    public int FirstFree => First + parameters.Count;

    public void Bind(Statement statement)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            _ = parameters[index] switch
            {
                string text => statement.Bind(First + index, text),
                double number => statement.Bind(First + index, number),
                var whole => statement.Bind(First + index, (long)whole),
            };
        }
    }

    /// <param name="exact">Below a 'not', where unknown must be false and not NULL; elsewhere NULL does as well and leaves the
    /// indexes usable.</param>
    private void Write(Expression expression, bool exact)
    {
        switch (expression)
        {
            case AllOf all:
                Join(all.Terms, " AND ", "1", exact);
                break;
            case AnyOf any:
                Join(any.Terms, " OR ", "0", exact);
                break;
            case NotOf not:
                sql.Append("NOT ");
                Write(not.Term, exact: true);
                break;
            default:
                sql.Append('(');
                WriteCondition(expression);
                sql.Append(exact ? ") IS TRUE" : ")");
                break;
        }
    }

    private void Join(IReadOnlyList<Expression> terms, string word, string ofNothing, bool exact)
    {
        sql.Append('(');
        for (var index = 0; index < terms.Count; index++)
        {
            if (index > 0)
                sql.Append(word);
            sql.Append('(');
            Write(terms[index], exact);
            sql.Append(')');
        }

        sql.Append(terms.Count == 0 ? ofNothing : "").Append(')');
    }

    private void WriteCondition(Expression condition)
    {
        switch (condition)
        {
            case Exists { Field: { Kind: FieldKind.Custom } field }:
                InValues(field.Name, field.Type);
                sql.Append(')');
                break;
            case Exists exists:
                sql.Append(ColumnThatTells(exists.Field)).Append(" IS NOT NULL");
                break;
            case MemberCondition member:
                InValues(member.Field.Kind == FieldKind.Custom ? member.Field.Name : member.Field == ContactField.Tag ? FieldValues.Tags : FieldValues.Subcommunities, FieldType.List);
                sql.Append(" AND ");
                Compare("value", Comparison.In, member.Values);
                sql.Append(')');
                break;
            case BooleanCondition boolean:
                Custom(boolean.Field, Comparison.Equal, [boolean.Value ? 1L : 0L]);
                break;
            case NumberCondition { Field.Kind: FieldKind.Custom } number:
                Custom(number.Field, number.Comparison, Boxed(number.Values));
                break;
            case NumberCondition age:
                Compare("((?4 - birthday) / 10000)", age.Comparison, Boxed(age.Values));
                break;
            case DateCondition { Field.Kind: FieldKind.Custom } date:
                Custom(date.Field, date.Comparison, Days(date.Values));
                break;
            case DateCondition birthday:
                Compare("birthday", birthday.Comparison, Days(birthday.Values));
                break;
            case TextCondition { Field.Kind: FieldKind.Custom } text:
                Custom(text.Field, text.Comparison, text.Values);
                break;
            case TextCondition { Field.Kind: FieldKind.Consent } consent:
                Consent(consent);
                break;
            case TextCondition text:
                Compare(FoldedColumn(text.Field), text.Comparison, text.Values);
                break;
            case WithinCondition within:
                Within(within.Circle);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, "This kind of condition is unknown.");
        }
    }

    private void Custom(ContactField field, Comparison comparison, IReadOnlyList<object> values)
    {
        InValues(field.Name, field.Type);
        sql.Append(" AND ");
        Compare("value", comparison, values);
        sql.Append(')');
    }

    private void InValues(string field, FieldType type) => sql
        .Append("id IN (SELECT contact FROM contact_values WHERE contact > ?1 AND contact <= ?2 AND field = (SELECT key FROM contact_fields WHERE workspace = ?3 AND name = ")
        .Append(Parameter(field)).Append(" AND type = ").Append(Parameter((long)type)).Append(')');

    private void Compare(string column, Comparison comparison, IReadOnlyList<object> values)
    {
        switch (comparison)
        {
            case Comparison.In:
                sql.Append(column).Append(" IN (").AppendJoin(", ", values.Select(Parameter)).Append(')');
                break;
            case Comparison.Contains:
                sql.Append("instr(").Append(column).Append(", ").Append(Parameter(values[0])).Append(") > 0");
                break;
            case Comparison.StartsWith:
                sql.Append(column).Append(" >= ").Append(Parameter(values[0]));
                if (EndOfPrefix((string)values[0]) is { } end)
                    sql.Append(" AND ").Append(column).Append(" < ").Append(Parameter(end));
                break;
            default:
                sql.Append(column).Append(Sign(comparison)).Append(Parameter(values[0]));
                break;
        }
    }

    private void Consent(TextCondition condition)
    {
        var states = condition.Values.Select(name => (object)(long)ConsentNames.Parse(name)!.Value).ToList();
        Compare($"((reach >> {Reach.ShiftOf(condition.Field.Channel)}) & 3)", condition.Comparison, states);
    }

    private void Within(GeoCircle circle)
    {
        // The box spares most rows the trigonometry; its small margin leaves the decision on the rim to the haversine.
        var latMargin = (circle.Km / GeoCircle.EarthRadiusKm / GeoCircle.RadiansADegree) + 1e-6;
        sql.Append("lat BETWEEN ").Append(Parameter(circle.Lat - latMargin)).Append(" AND ").Append(Parameter(circle.Lat + latMargin));
        var widest = Math.Max(Math.Abs(circle.Lat - latMargin), Math.Abs(circle.Lat + latMargin));
        var reach = Math.Sin(Math.Min(latMargin * GeoCircle.RadiansADegree, Math.PI / 2)) / Math.Cos(Math.Min(Math.Abs(circle.Lat), 89.9) * GeoCircle.RadiansADegree);
        var lonMargin = widest >= 89.9 || reach >= 1 ? 360 : (Math.Asin(reach) / GeoCircle.RadiansADegree) + 1e-6;
        if (Math.Abs(circle.Lon) + lonMargin < 180)
            sql.Append(" AND lon BETWEEN ").Append(Parameter(circle.Lon - lonMargin)).Append(" AND ").Append(Parameter(circle.Lon + lonMargin));
        var radians = Parameter(GeoCircle.RadiansADegree);
        var lat = Parameter(circle.Lat);
        var lon = Parameter(circle.Lon);
        sql.Append($" AND pow(sin((lat - {lat}) * {radians} / 2), 2) + {Parameter(Math.Cos(circle.Lat * GeoCircle.RadiansADegree))} * cos(lat * {radians})")
            .Append($" * pow(sin((lon - {lon}) * {radians} / 2), 2) <= {Parameter(circle.Haversine)}");
    }

    private string Parameter(object value)
    {
        parameters.Add(value);
        return $"?{First + parameters.Count - 1}";
    }

    private static string FoldedColumn(ContactField field) => field.Name switch
    {
        "city" => "city_folded",
        "outlet" => "outlet_folded",
        "country" or "region" or "gender" or "phone" or "email" => field.Name,
        "external_id" or "first_name" or "last_name" or "timezone" or "language" => AudienceFunctions.Folded(field.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Name, "This text field is unknown."),
    };

    private static string ColumnThatTells(ContactField field) => field.Name switch
    {
        "age" => "birthday",
        "location" => "lat",
        "tag" => "tags",
        "subcommunity" => "subcommunities",
        "birthday" or "city" or "country" or "email" or "external_id" or "first_name" or "gender" or "language" or "last_name" or "outlet" or "phone" or "region" or "timezone" => field.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Name, "This field is unknown."),
    };

    private static List<object> Boxed(IReadOnlyList<double> numbers) => numbers.Select(number => (object)number).ToList();

    private static List<object> Days(IReadOnlyList<DateOnly> days) => days.Select(day => (object)(long)ExpressionEvaluator.Number(day)).ToList();

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => " = ",
        Comparison.NotEqual => " <> ",
        Comparison.Greater => " > ",
        Comparison.GreaterOrEqual => " >= ",
        Comparison.Less => " < ",
        Comparison.LessOrEqual => " <= ",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "This comparison has no sign."),
    };

    /// <summary>The first text, in the order of code points, behind all that start with the prefix; null when there is none.</summary>
    private static string? EndOfPrefix(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0 && runes[^1].Value == 0x10FFFF)
            runes.RemoveAt(runes.Count - 1);
        if (runes.Count == 0)
            return null;
        var next = runes[^1].Value == 0xD7FF ? 0xE000 : runes[^1].Value + 1;
        runes[^1] = new Rune(next);
        return string.Concat(runes);
    }
}
