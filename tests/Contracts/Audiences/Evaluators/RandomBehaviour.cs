using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Values;
using FsCheck;
using FsCheck.Fluent;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Evaluators;

/// <summary>Messages, events and questions about them, at few times around the edges that the questions have.</summary>
public static class RandomBehaviour
{
    private static readonly TimeSpan[] Ages =
    [
        TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(30), TimeSpan.FromDays(31),
        TimeSpan.FromDays(400), TimeSpan.FromMilliseconds(-1), TimeSpan.FromDays(-2),
    ];

    private static readonly Gen<TimeSpan?> Within = RandomAudience.Maybe(Gen.Elements<TimeSpan?>(TimeSpan.FromDays(1), TimeSpan.FromDays(30), TimeSpan.FromHours(1)));

    private static readonly Gen<string> Types = Gen.Elements("order_placed", "cart_abandoned", "never");

    private static readonly Gen<EventField> Fields = Gen.Elements("total", "city", "cart.total", "cart.items", "paid", "a-b_c", "cart").Select(name => EventField.Find(name)!);

    private static readonly Gen<string> Texts = Gen.Elements("Pune", "PUNE", "çelik", "x", "", "12", "' OR 1=1 --", "[]", "null", "\U0001F600");

    private static readonly Gen<string> Values = Gen.OneOf(
        Texts.Select(text => JsonSerializer.Serialize(text)),
        Gen.Elements("0", "12", "12.5", "-3", "1e3", "true", "false", "null", "[]", "{}", "[\"x\",\"PUNE\",3]", "[[\"x\"]]"));

    /// <summary>Times as they may lie: before, at and after now.</summary>
    public static Gen<DateTimeOffset> Times { get; } = Gen.Elements(Ages).Select(age => Noon - age);

    public static Gen<(string Type, DateTimeOffset At, string? Content)> Events { get; } =
        from type in Types
        from at in Times
        from content in RandomAudience.Maybe(Contents)
        select (type, at, content);

    private static Gen<Expression> Conditions => Gen.OneOf(
        from deed in Gen.Elements(Enum.GetValues<Deed>())
        from campaign in RandomAudience.Maybe(Gen.Elements("cmp_a", "cmp_b", "cmp_none"))
        from within in Within
        select (Expression)new DidCondition(deed, campaign, within),
        from type in Types
        from content in RandomAudience.Maybe(RandomAudience.Over(OfContent, 6))
        from atLeast in Gen.Elements(1, 1, 2, 3)
        from within in Within
        select (Expression)new EventCondition(type, content, atLeast, within));

    /// <summary>Conditions on what contacts are, and on what they did.</summary>
    public static Gen<Expression> OfContactsAndDeeds { get; } = Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1))).SelectMany(kind => kind == 0 ? RandomAudience.Conditions : Conditions);

    private static Gen<string> Contents =>
        from total in Values
        from city in Values
        from inner in Values
        from items in Values
        from paid in Values
        select string.Create(CultureInfo.InvariantCulture, $$"""{"total":{{total}},"city":{{city}},"cart":{"total":{{inner}},"items":{{items}}},"paid":{{paid}},"a-b_c":{{total}}}""");

    private static Gen<Expression> OfContent => Fields.SelectMany(one => Gen.OneOf(
        Gen.Constant((Expression)new EventExists(one)),
        Gen.Elements(true, false).Select(value => (Expression)new EventFlagCondition(one, value)),
        RandomAudience.Values(Gen.Elements(0, 12, 12.5, 1000), Comparison.Contains).Select(compared => (Expression)new EventNumberCondition(one, compared.Comparison, compared.Values)),
        Texts.Where(text => text.Length > 0).ArrayOf(2).Select(texts => (Expression)new EventMemberCondition(one, [.. texts.Select(Folding.Fold)])),
        from comparison in Gen.Elements(Comparison.Equal, Comparison.NotEqual, Comparison.In, Comparison.Contains, Comparison.StartsWith)
        from texts in Texts.Where(text => text.Length > 0).ArrayOf(comparison == Comparison.In ? 20 : 1)
        select (Expression)new EventTextCondition(one, comparison, [.. texts.Select(Folding.Fold)])));
}
