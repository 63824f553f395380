using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Azure.Audiences.Behaviour;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.FieldTypes;
using ActiveReach.Ids;
using ActiveReach.Values;

namespace ActiveReach.Azure.Audiences.Filters;

/// <summary>An audience as a condition of Cosmos DB. What the store can't decide it asks more widely, and whoever is found is looked at in memory then. Each
/// condition names the type of its value first: of a missing one, or another type, it is false and not unknown.</summary>
internal sealed class ContactFilter
{
    private static readonly string Lat = AskedOf.Path(AskedOf.Name(ContactFields.Lat));
    private static readonly string Lon = AskedOf.Path(AskedOf.Name(ContactFields.Lon));

    private readonly Moment moment;
    private readonly BehaviourSets behaviour;
    private readonly int mostNamed;
    private readonly IReadOnlyDictionary<string, FieldType> flipped;

    private ContactFilter(Moment moment, BehaviourSets behaviour, int mostNamed, IReadOnlyDictionary<string, FieldType> flipped) =>
        (this.moment, this.behaviour, this.mostNamed, this.flipped) = (moment, behaviour, mostNamed, flipped);

    public ContactWhere Where { get; } = new();

    /// <summary>Whether the store has the last word.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Whether it asks for custom fields.</summary>
    public static bool AsksForCustom(ResolvedAudience audience) => audience.Who?.Leaves().Any(leaf => FieldOf(leaf) is { Kind: FieldKind.Custom }) is true;

    /// <param name="behaviour">Whom the conditions on behaviour are true of.</param>
    /// <param name="mostNamed">Contacts of a set that the store is told.</param>
    /// <param name="flipped">Custom fields that have their new type before all their values: only memory can tell of them.</param>
    public static ContactFilter Of(ResolvedAudience audience, BehaviourSets behaviour, int mostNamed, IReadOnlyDictionary<string, FieldType> flipped)
    {
        var filter = new ContactFilter(audience.AsOf, behaviour, mostNamed, flipped);
        if (audience.Who is { } who)
            filter.Where.Text = filter.Tree(who, isWide: true);
        if (audience.Contacts is { } named)
            filter.Where.Text += $" AND {filter.Named(named)}";
        return filter;
    }

    /// <summary>What is named one by one the store decides; the expression is asked here.</summary>
    public bool Fits(ResolvedAudience audience, Contact contact) => behaviour.Fits(audience, FieldGate.Typed(contact, flipped));

    private string Named(IReadOnlyList<string> named)
    {
        var ids = named.Select(text => ContactId.TryParse(text, out var id) ? id.Value : (long?)null).OfType<long>();
        var folded = AskedOf.Path(AskedOf.Name(ContactFields.ExternalId));
        return $"(ARRAY_CONTAINS({Where.Parameter(ids)}, c.n) OR (ARRAY_CONTAINS({Where.Parameter(named.Select(Folding.Fold))}, {folded}) AND ARRAY_CONTAINS({Where.Parameter(named)}, c.own.external_id)))";
    }

    /// <param name="isWide">Whether it may be true of more than fit; below a 'not', of fewer.</param>
    private string Tree(Expression expression, bool isWide) => expression switch
    {
        AllOf { Terms.Count: 0 } => "true",
        AllOf all => $"({string.Join(" AND ", all.Terms.Select(term => Tree(term, isWide)))})",
        AnyOf { Terms.Count: 0 } => "false",
        AnyOf any => $"({string.Join(" OR ", any.Terms.Select(term => Tree(term, isWide)))})",
        NotOf not => $"(NOT {Tree(not.Term, !isWide)})",
        WithinCondition within => Within(within.Circle, isWide),
        DidCondition or EventCondition => Did(behaviour[expression], isWide),
        Exists { Field.Kind: FieldKind.Consent } => "true",
        _ when FieldOf(expression) is { Kind: FieldKind.Custom } field && flipped.TryGetValue(field.Name, out var type) && type == field.Type => Flipped(field, isWide),
        _ => $"({Condition(expression)})",
    };

    private static FilterField? FieldOf(Expression condition) => condition switch
    {
        Exists exists => exists.Field,
        TextCondition text => text.Field,
        NumberCondition number => number.Field,
        DateCondition date => date.Field,
        BooleanCondition boolean => boolean.Field,
        MemberCondition member => member.Field,
        _ => null,
    };

    private string Flipped(FilterField field, bool isWide)
    {
        IsExact = false;
        return isWide ? $"IS_DEFINED({AskedOf.Path(AskedOf.NameOfCustom(field.Name, FieldType.Text))})" : "false";
    }

    private string Condition(Expression condition) => condition switch
    {
        Exists { Field: { Type: FieldType.List } field } when PathOf(field) is var path => $"IS_ARRAY({path}) AND ARRAY_LENGTH({path}) > 0",
        Exists { Field.Type: FieldType.Position } => $"IS_NUMBER({Lat}) AND IS_NUMBER({Lon})",
        Exists exists => $"{TypeOf(exists.Field)}({PathOf(exists.Field)})",
        TextCondition text => Typed(text.Field, path => Compare(path, text.Comparison, [.. text.Values])),
        BooleanCondition boolean => Typed(boolean.Field, path => $"{path} = {Where.Parameter(boolean.Value)}"),
        DateCondition date => Typed(date.Field, path => Compare(path, date.Comparison, [.. date.Values.Select(day => (object)ExpressionEvaluator.Number(day))])),
        NumberCondition days when days.Field == FilterField.DaysToBirthday => Typed(days.Field, path => $"ARRAY_CONTAINS({Where.Parameter(BirthdaysThatFit(days))}, {path} % 10000)"),
        NumberCondition age when age.Field == FilterField.Age => Typed(age.Field, path => Age($"(({Where.Parameter(ExpressionEvaluator.Number(moment.Today))} - {path}) / 10000)", age)),
        NumberCondition number => Typed(number.Field, path => Compare(path, number.Comparison, [.. number.Values])),
        BirthdayCondition { Days: var days } when AskedOf.Path(AskedOf.DayOfBirthday) is var path => $"IS_NUMBER({path}) AND ({string.Join(" OR ", days.Select(day => $"{path} = {Where.Parameter(day)}"))})",
        MemberCondition member when PathOf(member.Field) is var path => $"IS_ARRAY({path}) AND ({string.Join(" OR ", member.Values.Select(value => $"ARRAY_CONTAINS({path}, {Where.Parameter(value)})"))})",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "This kind of condition is unknown."),
    };

    private static string Typed(FilterField field, Func<string, string> condition) => PathOf(field) is var path ? $"{TypeOf(field)}({path}) AND ({condition(path)})" : "";

    private string Compare(string path, Comparison comparison, List<object> values) => comparison switch
    {
        Comparison.In => $"ARRAY_CONTAINS({Where.Parameter(values)}, {path})",
        Comparison.Contains => $"CONTAINS({path}, {Where.Parameter(values[0])})",
        Comparison.StartsWith => $"STARTSWITH({path}, {Where.Parameter(values[0])})",
        Comparison.Equal => $"{path} = {Where.Parameter(values[0])}",
        Comparison.NotEqual => $"{path} != {Where.Parameter(values[0])}",
        Comparison.Greater => $"{path} > {Where.Parameter(values[0])}",
        Comparison.GreaterOrEqual => $"{path} >= {Where.Parameter(values[0])}",
        Comparison.Less => $"{path} < {Where.Parameter(values[0])}",
        Comparison.LessOrEqual => $"{path} <= {Where.Parameter(values[0])}",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "This comparison is unknown."),
    };

    /// <summary>Whole years are cut off, before the birth as well.</summary>
    private string Age(string years, NumberCondition age)
    {
        var values = age.Values.Select(value => (object)value).ToList();
        return $"({years} >= 0 AND {Compare($"FLOOR({years})", age.Comparison, values)}) OR ({years} < 0 AND {Compare($"(CEILING({years}) + 0)", age.Comparison, values)})";
    }

    /// <summary>The days of the year, as month and day, whose distance from today fits.</summary>
    private List<int> BirthdaysThatFit(NumberCondition days)
    {
        var leap = new DateOnly(2000, 1, 1);
        return
        [
            .. Enumerable.Range(0, 366).Select(leap.AddDays)
                .Where(day => ExpressionEvaluator.Fits(day.DaysAfter(moment.Today), days.Comparison, days.Values))
                .Select(day => (day.Month * 100) + day.Day),
        ];
    }

    /// <summary>The store finds who is in the box around the circle; nobody is taken for one inside by it alone.</summary>
    private string Within(GeoCircle circle, bool isWide)
    {
        IsExact = false;
        if (!isWide)
            return "false";
        var lats = $"IS_NUMBER({Lat}) AND IS_NUMBER({Lon}) AND {Lat} >= {Where.Parameter(circle.Latitudes.South)} AND {Lat} <= {Where.Parameter(circle.Latitudes.North)}";
        return circle.Longitudes is var (west, east) ? $"({lats} AND {Lon} >= {Where.Parameter(west)} AND {Lon} <= {Where.Parameter(east)})" : $"({lats})";
    }

    /// <summary>The store looks among a few; where there are many, it leaves nobody out, and takes nobody for one of them by it alone.</summary>
    private string Did(ContactSet people, bool isWide)
    {
        if (people.Count <= mostNamed)
            return $"ARRAY_CONTAINS({Where.Parameter(people.Members)}, c.n)";
        IsExact = false;
        return isWide ? "true" : "false";
    }

    private static string PathOf(FilterField field) => AskedOf.Path(field.Kind switch
    {
        FieldKind.Consent => AskedOf.Name(field.Channel),
        FieldKind.Custom => AskedOf.NameOfCustom(field.Name, field.Type),
        _ => AskedOf.Name(field.Of!),
    });

    private static string TypeOf(FilterField field) => field.Type switch
    {
        FieldType.Text => "IS_STRING",
        FieldType.Boolean => "IS_BOOL",
        FieldType.List => "IS_ARRAY",
        _ => "IS_NUMBER",
    };
}
