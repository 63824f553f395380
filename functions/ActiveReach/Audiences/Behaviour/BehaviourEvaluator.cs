using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Answers conditions on behaviour in memory. Times are compared in whole milliseconds, as stores keep them.</summary>
public static class BehaviourEvaluator
{
    internal static bool IsTrueOf(this DidCondition did, ContactHistory history, Moment moment)
    {
        var span = Span.Of(did.Within, moment);
        if (did.Deed is Deed.Converted)
            return history.Conversions.Any(one => (did.Campaign is null || one.Campaign.Value == did.Campaign) && span.Holds(one.At));
        return history.Messages.Where(message => did.Campaign is null || message.Campaign.Value == did.Campaign).Any(message => did.Deed switch
        {
            Deed.Received => span.Holds(message.HandedAt),
            Deed.Opened => span.Holds(message.OpenedAt),
            Deed.Clicked => span.Holds(message.ClickedAt),
            Deed.Replied => span.Holds(message.RepliedAt),
            Deed.Delivered => message.State is LedgerState.Delivered && span.Holds(message.DeliveredAt),
            Deed.Ignored => message.State is LedgerState.Handed or LedgerState.Delivered && span.Holds(message.HandedAt)
                && Span.Until(moment).Holds(message.CompletedAt) && !Answered(message, history, moment),
            _ => throw new ArgumentOutOfRangeException(nameof(did), did.Deed, "This deed is unknown."),
        });
    }

    internal static bool IsTrueOf(this EventCondition condition, ContactHistory history, Moment moment)
    {
        var span = Span.Of(condition.Within, moment);
        return history.Events.Count(one => one.Type == condition.Type && span.Holds(one.At) && condition.Fits(one.Content)) >= condition.AtLeast;
    }

    /// <summary>Whether the content of an event of the type is what the condition asks for.</summary>
    /// <param name="content">The event's data; null without any.</param>
    public static bool Fits(this EventCondition condition, JsonElement? content) => condition.Where is null || Fits(condition.Where, content);

    /// <summary>Whether the contact reacted to the run on any of its channels.</summary>
    private static bool Answered(PastMessage message, ContactHistory history, Moment moment) => history.Messages.Any(one => one.Run == message.Run
        && new[] { one.ClickedAt, one.RepliedAt, one.OptedOutAt, one.HeldAt }.Any(at => Span.Until(moment).Holds(at)));

    private static bool Fits(Expression where, JsonElement? content) => where switch
    {
        AllOf all => all.Terms.All(term => Fits(term, content)),
        AnyOf any => any.Terms.Any(term => Fits(term, content)),
        NotOf not => !Fits(not.Term, content),
        EventExists exists => Find(content, exists.Field) is not null,
        EventTextCondition text => Find(content, text.Field)?.AsText is { } given && ExpressionEvaluator.Fits(Folding.Fold(given), text.Comparison, text.Values),
        EventNumberCondition number => Find(content, number.Field)?.AsNumber is { } given && ExpressionEvaluator.Fits(given, number.Comparison, number.Values),
        EventFlagCondition flag => Find(content, flag.Field)?.AsFlag == flag.Value,
        EventMemberCondition member => Find(content, member.Field)?.Items.Any(item => item.AsText is { } given && member.Values.Contains(Folding.Fold(given), StringComparer.Ordinal)) is true,
        _ => throw new ArgumentOutOfRangeException(nameof(where), where, "This kind of condition is no question about an event."),
    };

    /// <summary>A value that says something: no empty text or list.</summary>
    private static InputValue? Find(JsonElement? content, EventField field)
    {
        var at = content is { } json ? InputValue.Of(json) : (InputValue?)null;
        foreach (var step in field.Steps)
            at = at?[step];
        return at is { AsText: "" } or { IsList: true, Count: 0 } ? null : at;
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>From and to in Unix milliseconds, both inclusive.</summary>
    private readonly record struct Span(long From, long To)
    {
        public static Span Of(TimeSpan? within, Moment moment) => new(moment.Since(within), moment.Milliseconds);

        public static Span Until(Moment moment) => Of(null, moment);

        public bool Holds(DateTimeOffset? time) => time is { } known && Ms(known) >= From && Ms(known) <= To;
    }
}
