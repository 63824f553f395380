using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Answers an expression for one contact in memory: the truth that the evaluators of stores are held to.</summary>
public static class ExpressionEvaluator
{
    /// <exception cref="ArgumentOutOfRangeException">The expression still names segments: resolve it first.</exception>
    public static bool IsTrueOf(this Expression expression, ContactFacts facts, Moment moment) => expression.IsTrueOf(facts.Contact, moment, behaviour => behaviour switch
    {
        DidCondition did => did.IsTrueOf(facts.History, moment),
        _ => ((EventCondition)behaviour).IsTrueOf(facts.History, moment),
    });

    /// <inheritdoc cref="IsTrueOf(Expression, ContactFacts, Moment)"/>
    /// <param name="behaviour">Answers <see cref="DidCondition"/> and <see cref="EventCondition"/>.</param>
    public static bool IsTrueOf(this Expression expression, Contact contact, Moment moment, Func<Expression, bool> behaviour) => expression switch
    {
        AllOf all => all.Terms.All(term => term.IsTrueOf(contact, moment, behaviour)),
        AnyOf any => any.Terms.Any(term => term.IsTrueOf(contact, moment, behaviour)),
        NotOf not => !not.Term.IsTrueOf(contact, moment, behaviour),
        DidCondition or EventCondition => behaviour(expression),
        _ => IsTrueOf(expression, contact, moment.Today),
    };

    private static bool IsTrueOf(Expression condition, Contact contact, DateOnly today) => condition switch
    {
        Exists exists => HasValue(exists.Field, contact, today),
        TextCondition text => TextOf(text.Field, contact) is { } value && Fits(Folding.Fold(value), text.Comparison, text.Values),
        NumberCondition number => NumberOf(number.Field, contact, today) is { } value && Fits(value, number.Comparison, number.Values),
        DateCondition date => DateOf(date.Field, contact) is { } day && Fits(day, date.Comparison, date.Values),
        BooleanCondition boolean => CustomOf<bool>(boolean.Field, contact, out var value) && value == boolean.Value,
        MemberCondition member => ListOf(member.Field, contact).Any(one => member.Values.Contains(Folding.Fold(one), StringComparer.Ordinal)),
        BirthdayCondition { Days: var days } => contact.Birthday is { } birthday && days.Contains(Birthdays.DayOfYear(birthday)),
        WithinCondition within => contact is { Lat: { } lat, Lon: { } lon } && within.Circle.Contains(lat, lon),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "This kind of condition can't be answered of a contact."),
    };

    /// <summary>Whole years from the birthday to the day; somebody born on 29 February turns a year older on 1 March of common years.</summary>
    public static int AgeOn(this DateOnly birthday, DateOnly day) => (Number(day) - Number(birthday)) / 10_000;

    /// <summary>Whole days until the birthday is next kept, 0 on the day itself; that of 29 February is kept on the 28th in common years.</summary>
    public static int DaysAfter(this DateOnly birthday, DateOnly day)
    {
        var kept = birthday.KeptIn(day.Year);
        return (kept < day ? birthday.KeptIn(day.Year + 1) : kept).DayNumber - day.DayNumber;
    }

    /// <summary>The day as yyyymmdd: in the order of days, and the difference of two holds the whole years in its leading digits.</summary>
    public static int Number(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    private static bool HasValue(FilterField field, Contact contact, DateOnly today) => field.Type switch
    {
        FieldType.Text => TextOf(field, contact) is not null,
        FieldType.Number => NumberOf(field, contact, today) is not null,
        FieldType.Date => DateOf(field, contact) is not null,
        FieldType.Boolean => CustomOf<bool>(field, contact, out _),
        FieldType.List => ListOf(field, contact).Count > 0,
        _ => contact is { Lat: not null, Lon: not null },
    };

    private static string? TextOf(FilterField field, Contact contact) => field.Kind switch
    {
        FieldKind.Consent => contact.ConsentOn(field.Channel).Name(),
        FieldKind.Custom => CustomOf<string>(field, contact, out var text) ? text : null,
        _ => (string?)contact[field.Of!],
    };

    private static double? NumberOf(FilterField field, Contact contact, DateOnly today) =>
        field.Kind == FieldKind.Custom ? CustomOf<double>(field, contact, out var number) ? number : null
        : field == FilterField.Age ? contact.Birthday?.AgeOn(today) : contact.Birthday?.DaysAfter(today);

    private static DateOnly? DateOf(FilterField field, Contact contact)
    {
        if (field.Kind != FieldKind.Custom)
            return (DateOnly?)contact[field.Of!];
        return CustomOf<string>(field, contact, out var text) ? ValueRules.Date(text, out _) : null;
    }

    private static IReadOnlyList<string> ListOf(FilterField field, Contact contact) => field.Kind switch
    {
        FieldKind.Custom => CustomOf<IReadOnlyList<string>>(field, contact, out var list) ? list : [],
        _ => contact.ListOf(field.Of!),
    };

    private static bool CustomOf<T>(FilterField field, Contact contact, out T value)
    {
        if (contact.Custom.TryGetValue(field.Name, out var stored) && stored is T typed)
        {
            value = typed;
            return true;
        }

        value = default!;
        return false;
    }

    /// <param name="values">Folded, as the text is.</param>
    internal static bool Fits(string text, Comparison comparison, IReadOnlyList<string> values) => comparison switch
    {
        Comparison.Equal => text == values[0],
        Comparison.NotEqual => text != values[0],
        Comparison.In => values.Contains(text, StringComparer.Ordinal),
        Comparison.Contains => text.Contains(values[0], StringComparison.Ordinal),
        Comparison.StartsWith => text.StartsWith(values[0], StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Texts have no order."),
    };

    /// <summary>Whether a value fits; more than one value only with <see cref="Comparison.In"/>.</summary>
    public static bool Fits<T>(T value, Comparison comparison, IReadOnlyList<T> values)
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
