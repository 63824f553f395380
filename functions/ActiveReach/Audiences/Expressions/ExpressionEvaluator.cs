using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Answers an expression for one contact in memory: the truth that the evaluators of stores are held to.</summary>
public static class ExpressionEvaluator
{
    /// <param name="today">Today's date in the workspace's zone, for ages.</param>
    public static bool IsTrueOf(this Expression expression, Contact contact, DateOnly today) => expression switch
    {
        AllOf all => all.Terms.All(term => term.IsTrueOf(contact, today)),
        AnyOf any => any.Terms.Any(term => term.IsTrueOf(contact, today)),
        NotOf not => !not.Term.IsTrueOf(contact, today),
        Exists exists => HasValue(exists.Field, contact, today),
        TextCondition condition => TextOf(condition.Field, contact) is { } text && Fits(Folding.Fold(text), condition),
        NumberCondition condition => NumberOf(condition.Field, contact, today) is { } number && Fits(number, condition.Comparison, condition.Values),
        DateCondition condition => DateOf(condition.Field, contact) is { } day && Fits(day, condition.Comparison, condition.Values),
        BooleanCondition condition => CustomOf<bool>(condition.Field, contact, out var value) && value == condition.Value,
        MemberCondition condition => ListOf(condition.Field, contact).Any(member => condition.Values.Contains(Folding.Fold(member), StringComparer.Ordinal)),
        WithinCondition within => contact is { Lat: { } lat, Lon: { } lon } && within.Circle.Contains(lat, lon),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "This kind of expression is unknown."),
    };

    /// <summary>Whole years from the birthday to the day; somebody born on 29 February turns a year older on 1 March of common years.</summary>
    public static int AgeOn(this DateOnly birthday, DateOnly day) => (Number(day) - Number(birthday)) / 10_000;

    /// <summary>The day as yyyymmdd: in the order of days, and the difference of two holds the whole years in its leading digits.</summary>
    public static int Number(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    private static bool HasValue(ContactField field, Contact contact, DateOnly today) => field.Type switch
    {
        FieldType.Text => TextOf(field, contact) is not null,
        FieldType.Number => NumberOf(field, contact, today) is not null,
        FieldType.Date => DateOf(field, contact) is not null,
        FieldType.Boolean => CustomOf<bool>(field, contact, out _),
        FieldType.List => ListOf(field, contact).Count > 0,
        _ => contact is { Lat: not null, Lon: not null },
    };

    private static string? TextOf(ContactField field, Contact contact) => field.Kind switch
    {
        FieldKind.Consent => contact.ConsentOn(field.Channel).Name(),
        FieldKind.Custom => CustomOf<string>(field, contact, out var text) ? text : null,
        _ => field.Name switch
        {
            "external_id" => contact.ExternalId,
            "first_name" => contact.FirstName,
            "last_name" => contact.LastName,
            "phone" => contact.Phone,
            "email" => contact.Email,
            "gender" => contact.Gender,
            "timezone" => contact.TimeZone,
            "city" => contact.City,
            "country" => contact.Country,
            "region" => contact.Region,
            "language" => contact.Language,
            "outlet" => contact.Outlet,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Name, "This text field is unknown."),
        },
    };

    private static double? NumberOf(ContactField field, Contact contact, DateOnly today) =>
        field.Kind == FieldKind.Custom ? CustomOf<double>(field, contact, out var number) ? number : null : contact.Birthday?.AgeOn(today);

    private static DateOnly? DateOf(ContactField field, Contact contact)
    {
        if (field.Kind != FieldKind.Custom)
            return contact.Birthday;
        return CustomOf<string>(field, contact, out var text) ? ContactRules.Date(text, out _) : null;
    }

    private static IReadOnlyList<string> ListOf(ContactField field, Contact contact) => field.Kind switch
    {
        FieldKind.Custom => CustomOf<IReadOnlyList<string>>(field, contact, out var list) ? list : [],
        _ => field == ContactField.Tag ? contact.Tags : contact.Subcommunities,
    };

    private static bool CustomOf<T>(ContactField field, Contact contact, out T value)
    {
        if (contact.Custom.TryGetValue(field.Name, out var stored) && stored is T typed)
        {
            value = typed;
            return true;
        }

        value = default!;
        return false;
    }

    private static bool Fits(string text, TextCondition condition) => condition.Comparison switch
    {
        Comparison.Equal => text == condition.Values[0],
        Comparison.NotEqual => text != condition.Values[0],
        Comparison.In => condition.Values.Contains(text, StringComparer.Ordinal),
        Comparison.Contains => text.Contains(condition.Values[0], StringComparison.Ordinal),
        Comparison.StartsWith => text.StartsWith(condition.Values[0], StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Comparison, "Texts have no order."),
    };

    private static bool Fits<T>(T value, Comparison comparison, IReadOnlyList<T> values)
        where T : struct, IComparable<T> => comparison switch
        {
            Comparison.Equal => value.CompareTo(values[0]) == 0,
            Comparison.NotEqual => value.CompareTo(values[0]) != 0,
            Comparison.In => values.Contains(value),
            Comparison.Greater => value.CompareTo(values[0]) > 0,
            Comparison.GreaterOrEqual => value.CompareTo(values[0]) >= 0,
            Comparison.Less => value.CompareTo(values[0]) < 0,
            Comparison.LessOrEqual => value.CompareTo(values[0]) <= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Only texts contain and start."),
        };
}
