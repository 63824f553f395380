using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Filters;

/// <summary>An expression as a SQL condition on <c>contacts</c>.</summary>
internal sealed class SqlFilter
{
    /// <summary>Taken by every query: ids above ?1 up to ?2, workspace ?3, today ?4, now ?5.</summary>
    public const int First = 6;

    private readonly SqlText sql = new(First);
    private readonly BehaviourSql behaviour;
    private readonly Moment moment;
    private readonly Expression root;

    private SqlFilter(Expression expression, Moment moment)
    {
        this.moment = moment;
        root = expression;
        behaviour = new BehaviourSql(sql, moment);
        sql.Tree(expression, exact: false, WriteCondition);
    }

    public static SqlFilter? Of(Expression? expression, Moment moment) => expression is null ? null : new SqlFilter(expression, moment);

    public string Sql => sql.ToString();

    /// <summary>Number of the first parameter that is not taken.</summary>
    public int FirstFree => sql.FirstFree;

    public void Bind(Statement statement) => sql.Bind(statement);

    private void WriteCondition(Expression condition)
    {
        switch (condition)
        {
            case Exists { Field: { Kind: FieldKind.Custom } field }:
                InValues(field.Name, field.Type);
                sql.Add(")");
                break;
            case Exists exists:
                sql.Add(exists.Field.Of!.Name).Add(" IS NOT NULL");
                break;
            case MemberCondition member:
                InValues(member.Field.Of is { } list ? FieldValues.NameOf(list) : member.Field.Name, FieldType.List);
                sql.Add(" AND ");
                sql.Compare("v.value", Comparison.In, member.Values);
                sql.Add(")");
                break;
            case BooleanCondition boolean:
                Custom(boolean.Field, Comparison.Equal, [boolean.Value ? 1L : 0L]);
                break;
            case NumberCondition { Field.Kind: FieldKind.Custom } number:
                Custom(number.Field, number.Comparison, SqlText.Boxed(number.Values));
                break;
            case DidCondition did:
                behaviour.Write(did);
                break;
            case EventCondition happened:
                behaviour.Write(happened);
                break;
            case NumberCondition days when days.Field == FilterField.DaysToBirthday:
                // Often most of the year, for which the index would be a detour.
                sql.Compare("+birthday % 10000", Comparison.In, BirthdaysThatFit(days));
                break;
            case BirthdayCondition birthday:
                sql.Add("birthday IS NOT NULL AND ");
                sql.Compare("birthday % 10000", Comparison.In, [.. birthday.Days.Select(day => (object)(long)day)]);
                break;
            case NumberCondition age:
                sql.Compare("((?4 - birthday) / 10000)", age.Comparison, SqlText.Boxed(age.Values));
                break;
            case DateCondition { Field.Kind: FieldKind.Custom } custom:
                Custom(custom.Field, custom.Comparison, Days(custom.Values));
                break;
            case DateCondition date:
                sql.Compare(date.Field.Of!.Name, date.Comparison, Days(date.Values));
                break;
            case TextCondition { Field.Kind: FieldKind.Custom } text:
                Custom(text.Field, text.Comparison, text.Values);
                break;
            case TextCondition { Field.Kind: FieldKind.Consent } consent:
                Consent(consent);
                break;
            case TextCondition { Field.Name: "phone" or "email", Comparison: Comparison.Equal or Comparison.In or Comparison.StartsWith } address:
                sql.Add($"id IN ({IdBlocks.WithAddress("?1", "?2")} AND ");
                sql.Compare("address", address.Comparison, address.Values);
                sql.Add(") AND ");
                sql.Compare(address.Field.Name, address.Comparison, address.Values);
                break;
            case TextCondition { Comparison: Comparison.Equal or Comparison.In or Comparison.StartsWith } text when FieldOf(text) is { } field:
                InValues(field, FieldType.Text);
                sql.Add(" AND ");
                sql.Compare("v.value", text.Comparison, text.Values);
                sql.Add(")");
                break;
            case TextCondition text:
                sql.Compare(FieldColumns.Compared(text.Field.Of!), text.Comparison, text.Values);
                break;
            case WithinCondition within:
                Within(within.Circle);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, "This kind of condition is unknown.");
        }
    }

    private void Custom(FilterField field, Comparison comparison, IReadOnlyList<object> values)
    {
        InValues(field.Name, field.Type);
        sql.Add(" AND ");
        sql.Compare("v.value", comparison, values);
        sql.Add(")");
    }

    /// <summary>The field among whose values to look for a text of the profile; null when the row is to be looked at. A country is often
    /// half of everybody: beside other conditions a look at the row costs less than to collect them.</summary>
    private string? FieldOf(TextCondition text) =>
        text.Field.Of is { IsSought: true } field && (field != ContactFields.Country || ReferenceEquals(text, root)) ? FieldValues.NameOf(field) : null;

    private void InValues(string field, FieldType type) => sql.Add($"id IN ({FieldValues.Having(sql.Parameter(field), sql.Parameter((long)type), "?3")}");

    private void Consent(TextCondition condition)
    {
        var states = condition.Values.Select(name => (object)(long)ConsentNames.Parse(name)!.Value).ToList();
        sql.Compare(Reach.ConsentSql(condition.Field.Channel), condition.Comparison, states);
    }

    private void Within(GeoCircle circle)
    {
        // The box spares most rows the trigonometry; the decision on the rim is the haversine's.
        sql.Add("lat BETWEEN ").Add(sql.Parameter(circle.Latitudes.South)).Add(" AND ").Add(sql.Parameter(circle.Latitudes.North));
        if (circle.Longitudes is var (west, east))
            sql.Add(" AND lon BETWEEN ").Add(sql.Parameter(west)).Add(" AND ").Add(sql.Parameter(east));
        var radians = sql.Parameter(GeoCircle.RadiansADegree);
        var lat = sql.Parameter(circle.Lat);
        var lon = sql.Parameter(circle.Lon);
        sql.Add($" AND pow(sin((lat - {lat}) * {radians} / 2), 2) + {sql.Parameter(Math.Cos(circle.Lat * GeoCircle.RadiansADegree))} * cos(lat * {radians})")
            .Add($" * pow(sin((lon - {lon}) * {radians} / 2), 2) <= {sql.Parameter(circle.Haversine)}");
    }

    /// <summary>The days of the year, as month and day, whose distance from today fits.</summary>
    private List<object> BirthdaysThatFit(NumberCondition days)
    {
        var leap = new DateOnly(2000, 1, 1);
        return
        [
            .. Enumerable.Range(0, 366).Select(leap.AddDays)
                .Where(day => ExpressionEvaluator.Fits(day.DaysAfter(moment.Today), days.Comparison, days.Values))
                .Select(day => (object)(long)((day.Month * 100) + day.Day)),
        ];
    }

    private static List<object> Days(IReadOnlyList<DateOnly> days) => days.Select(day => (object)(long)ExpressionEvaluator.Number(day)).ToList();
}
