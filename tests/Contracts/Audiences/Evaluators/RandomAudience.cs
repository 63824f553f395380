using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Contracts.Audiences.Evaluators;

/// <summary>Contacts and expressions out of few values, so that they meet often, with the letters that break things among them.</summary>
public static class RandomAudience
{
    private static readonly Gen<string> Texts = Gen.Elements(
        "Pune", "pune", "PUNE", "Pun", "Puné", "ÇELIK", "çelik", "c\u0327elik", "Σίσυφος", "σίσυφοσ", "ß", "SS", "ſ", "İzmir", "izmir", "%", "_", "'; DROP TABLE contacts --", "\"", "a,b",
        "\U0001F600", "\uFFFD", "\U0010FFFF", "zz", "12", "2020-01-01", "x y");

    private static readonly Gen<double> Numbers = Gen.Elements(-1.5, 0, 1, 12, 12.5, 18, 30, 65, 300, 1e9);

    private static readonly Gen<DateOnly> Days = Gen.Elements(
        new DateOnly(1990, 5, 31), new DateOnly(2000, 2, 29), new DateOnly(2008, 3, 1), new DateOnly(2008, 3, 2), new DateOnly(2008, 3, 3), new DateOnly(2020, 1, 1));

    private static readonly Gen<(double Lat, double Lon)> Positions = Gen.Elements(
        (18.52, 73.85), (18.53, 73.86), (19.5, 73.85), (-18.52, -106.15), (89.9, 10.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -179.9), (52.5, 13.4));

    private static readonly IReadOnlyDictionary<string, FieldType> Schema = SomeContact.Shop.CustomFields;

    private static int next;

    public static Gen<ContactDraft> Drafts { get; } =
        from texts in Maybe(Texts).ArrayOf(8)
        from birthday in Maybe(Days.Select(day => (DateOnly?)day))
        from position in Maybe(Positions.Select(position => ((double, double)?)position))
        from country in Maybe(Gen.Elements("IN", "ES", "TR"))
        from region in Maybe(Gen.Elements("IN-MH", "ES-AN", "US-CA"))
        from phone in Maybe(Gen.Elements("+34600123456", "+918888888888"))
        from email in Maybe(Gen.Elements("a@example.com", "b@example.com"))
        from tags in Texts.ListOf()
        from subcommunities in Texts.ListOf()
        from likes in Texts.ListOf()
        from number in Maybe(Numbers.Select(value => (object)value))
        from day in Maybe(Days.Select(value => (object)CustomValue.Written(value)))
        from flag in Maybe(Gen.Elements(true, false).Select(value => (object)value))
        from consents in Gen.Elements(Enum.GetValues<ConsentState>()).ArrayOf(ChannelSet.All.Count).Select(all => new PerChannel<ConsentState>(all.Zip(ChannelSet.All).ToDictionary(each => each.Second, each => each.First).GetValueOrDefault))
        select Draft(texts, birthday, position, country, region, phone, email, tags, subcommunities, likes, number, day, flag, consents);

    /// <summary>Trees over conditions.</summary>
    public static Gen<Expression> Trees(Gen<Expression> conditions) => Gen.Sized(size => Tree(conditions, Math.Min(size, 24)));

    private static ContactDraft Draft(
        string?[] texts,
        DateOnly? birthday,
        (double Lat, double Lon)? position,
        string? country,
        string? region,
        string? phone,
        string? email,
        IEnumerable<string> tags,
        IEnumerable<string> subcommunities,
        IEnumerable<string> likes,
        object? number,
        object? day,
        object? flag,
        PerChannel<ConsentState> consents) => new()
        {
            [ContactFields.ExternalId] = $"c{Interlocked.Increment(ref next)}",
            [ContactFields.FirstName] = texts[0],
            [ContactFields.LastName] = texts[1],
            [ContactFields.City] = Plain(texts[2]),
            [ContactFields.Outlet] = Plain(texts[3]),
            [ContactFields.Gender] = texts[4] is { } gender ? Folding.Fold(gender) : null,
            [ContactFields.Language] = texts[5] is null ? null : "pt-BR",
            [ContactFields.TimeZone] = texts[6] is null ? null : "Europe/Madrid",
            [ContactFields.Birthday] = birthday,
            [ContactFields.Lat] = position?.Lat,
            [ContactFields.Lon] = position?.Lon,
            [ContactFields.Country] = country,
            [ContactFields.Region] = region,
            [ContactFields.Phone] = phone,
            [ContactFields.Email] = email,
            [ContactFields.Tags] = ValueRules.List(tags, out _),
            [ContactFields.Subcommunities] = ValueRules.List(subcommunities, out _),
            Custom = new()
            {
                ["plan"] = Plain(texts[7]),
                ["points"] = number,
                ["joined"] = day,
                ["vip"] = flag,
                ["likes"] = ValueRules.List(likes, out _) is { Count: > 0 } list ? list : null,
            },
            Consents = ChannelSet.All.ToDictionary(channel => channel, channel => consents[channel]),
        };

    private static string? Plain(string? text) => text is null ? null : ValueRules.Text(text, 200, out _);

    /// <summary>All, any and not over conditions of this kind.</summary>
    public static Gen<Expression> Over(Gen<Expression> conditions, int size) => size <= 1
        ? conditions
        : Gen.Frequency(
            (3, conditions),
            (1, Over(conditions, size - 1).Select(term => (Expression)new NotOf(term))),
            (1, Over(conditions, size / 2).ListOf(2).Select(terms => (Expression)new AllOf([.. terms]))),
            (1, Over(conditions, size / 2).ListOf(2).Select(terms => (Expression)new AnyOf([.. terms]))));

    private static Gen<Expression> Tree(Gen<Expression> conditions, int size) => size <= 1
        ? conditions
        : Gen.Frequency(
            (3, conditions),
            (2, Tree(conditions, size - 1).Select(term => (Expression)new NotOf(term))),
            (2, Tree(conditions, size / 3).ListOf(3).Select(terms => (Expression)new AllOf([.. terms]))),
            (2, Tree(conditions, size / 3).ListOf(2).Select(terms => (Expression)new AnyOf([.. terms]))),
            (1, Gen.Constant((Expression)new AllOf([]))));

    private static readonly Gen<FilterField> AnyField = Gen.Elements(
        FilterField.All.Concat(Schema.Select(field => new FilterField(field.Key, field.Value, FieldKind.Custom))).ToArray());

    /// <summary>Conditions on what contacts are.</summary>
    public static Gen<Expression> Conditions => AnyField.SelectMany(one => one.Kind == FieldKind.Consent
        ? ConditionOn(one)
        : Gen.Frequency((4, ConditionOn(one)), (1, Gen.Constant((Expression)new Exists(one)))));

    private static Gen<Expression> ConditionOn(FilterField field) => field.Type switch
    {
        FieldType.Number => Values(Numbers, Comparison.Contains).Select(one => (Expression)new NumberCondition(field, one.Comparison, one.Values)),
        FieldType.Date when field.Of == ContactFields.Birthday => Gen.OneOf(
            Values(Days, Comparison.Contains).Select(one => (Expression)new DateCondition(field, one.Comparison, one.Values)),
            Days.NonEmptyListOf().Select(days => (Expression)new BirthdayCondition([.. days.Select(Birthdays.DayOfYear)]))),
        FieldType.Date => Values(Days, Comparison.Contains).Select(one => (Expression)new DateCondition(field, one.Comparison, one.Values)),
        FieldType.Boolean => Gen.Elements(true, false).Select(value => (Expression)new BooleanCondition(field, value)),
        FieldType.List => Folded.NonEmptyListOf().Select(values => (Expression)new MemberCondition(field, [.. values])),
        FieldType.Position => from position in Positions
                              from km in Gen.Elements(0, 1, 1.6, 111.2, 5000, 20015)
                              select (Expression)new WithinCondition(new GeoCircle(position.Lat, position.Lon, km)),
        _ when field.Kind == FieldKind.Consent => Values(Gen.Elements("opted_in", "opted_out", "unknown"), Comparison.Greater).Select(one => (Expression)new TextCondition(field, one.Comparison, one.Values)),
        _ => from comparison in Gen.Elements(Comparison.Equal, Comparison.NotEqual, Comparison.In, Comparison.Contains, Comparison.StartsWith)
             from values in Folded.ArrayOf(comparison == Comparison.In ? 3 : 1)
             select (Expression)new TextCondition(field, comparison, values),
    };

    private static readonly Gen<string> Folded = Gen.OneOf(
        Texts.Select(Folding.Fold), Gen.Elements("p", "pu", "ç", "es", "in", "+34", "a@", "pt", "europe/", "\U0010FFFF", "\U0001F600", "σ", "female", "in-mh", "es-"));

    /// <summary>Comparisons below <paramref name="end"/>, with as many values as they take.</summary>
    public static Gen<(Comparison Comparison, IReadOnlyList<T> Values)> Values<T>(Gen<T> values, Comparison end) =>
        from comparison in Gen.Elements(Enum.GetValues<Comparison>().Where(one => one < end).ToArray())
        from list in values.ArrayOf(comparison == Comparison.In ? 2 : 1)
        select (comparison, (IReadOnlyList<T>)list);

    public static Gen<T?> Maybe<T>(Gen<T> values) => Gen.Frequency((2, values.Select(value => (T?)value)), (1, Gen.Constant(default(T))));
}
