using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Answers conditions on behaviour in memory. Times are compared in whole milliseconds, as stores keep them.</summary>
internal static class BehaviourEvaluator
{
    public static bool IsTrueOf(this DidCondition did, ContactHistory history, Moment moment)
    {
        var span = Span.Of(did.Within, moment);
        return history.Messages.Where(message => did.Campaign is null || message.Campaign.Value == did.Campaign).Any(message => did.Deed switch
        {
            Deed.Received => span.Holds(message.HandedAt),
            Deed.Opened => span.Holds(message.OpenedAt),
            Deed.Clicked => span.Holds(message.ClickedAt),
            Deed.Replied => span.Holds(message.RepliedAt),
            Deed.Delivered => message.State is LedgerState.Delivered && span.Holds(message.DeliveredAt),
            Deed.Ignored => message.State is LedgerState.Handed or LedgerState.Delivered && span.Holds(message.HandedAt)
                && Span.Until(moment).Holds(message.CompletedAt) && !Answered(message, history, moment),
            Deed.Converted => history.Events.Any(one => one.Type == message.GoalEvent && span.Holds(one.At) && Counts(message, one.At)),
            _ => throw new ArgumentOutOfRangeException(nameof(did), did.Deed, "This deed is unknown."),
        });
    }

    public static bool IsTrueOf(this EventCondition condition, ContactHistory history, Moment moment)
    {
        var span = Span.Of(condition.Within, moment);
        return history.Events.Count(one => one.Type == condition.Type && span.Holds(one.At) && (condition.Where is null || Fits(condition.Where, one.Content))) >= condition.AtLeast;
    }

    /// <summary>Whether the contact reacted to the run on any of its channels.</summary>
    private static bool Answered(PastMessage message, ContactHistory history, Moment moment) => history.Messages.Any(one => one.Run == message.Run
        && new[] { one.ClickedAt, one.RepliedAt, one.OptedOutAt, one.HeldAt }.Any(at => Span.Until(moment).Holds(at)));

    private static bool Counts(PastMessage message, DateTimeOffset at) =>
        message.HandedAt is { } handed && new Span(Ms(handed), Ms(handed) + (long)message.GoalWindow.TotalMilliseconds).Holds(at);

    private static bool Fits(Expression where, JsonElement? content) => where switch
    {
        AllOf all => all.Terms.All(term => Fits(term, content)),
        AnyOf any => any.Terms.Any(term => Fits(term, content)),
        NotOf not => !Fits(not.Term, content),
        EventExists exists => Find(content, exists.Field) is { } value && HasValue(value),
        EventTextCondition text => Find(content, text.Field) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } given && ExpressionEvaluator.Fits(Folding.Fold(given), text.Comparison, text.Values),
        EventNumberCondition number => Find(content, number.Field) is { ValueKind: JsonValueKind.Number } value && ExpressionEvaluator.Fits(value.GetDouble(), number.Comparison, number.Values),
        EventFlagCondition flag => Find(content, flag.Field)?.ValueKind == (flag.Value ? JsonValueKind.True : JsonValueKind.False),
        EventMemberCondition member => Find(content, member.Field) is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.String && member.Values.Contains(Folding.Fold(item.GetString()!), StringComparer.Ordinal)),
        _ => throw new ArgumentOutOfRangeException(nameof(where), where, "This kind of condition is no question about an event."),
    };

    private static bool HasValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };

    private static JsonElement? Find(JsonElement? content, EventField field)
    {
        var at = content;
        foreach (var step in field.Steps)
            at = at is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(step, out var member) ? member : null;
        return at;
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
