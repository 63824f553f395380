using ActiveReach.Campaigns;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;

namespace ActiveReach.Conversions;

/// <summary>Credits what somebody did to the message that touched them last: the latest click, and without any the latest hand-over, among the messages
/// in whose window it came. Depends on nothing but the sets of messages and of what was done.</summary>
public static class LastTouch
{
    /// <summary>The name of the rule, as figures tell it.</summary>
    public const string Name = "last_touch";

    /// <param name="acts">What one person did.</param>
    /// <param name="kept">What is credited already and can't be looked at any more, because its event has gone.</param>
    public static IReadOnlyList<Conversion> Credit(IReadOnlyList<Touch> touches, IEnumerable<Act> acts, IReadOnlyList<Conversion> kept)
    {
        var credited = new List<Conversion>(kept);
        foreach (var act in acts.OrderBy(act => act.At).ThenBy(act => act.Cause, StringComparer.Ordinal))
        {
            if (LastBefore(touches, act) is not { } touch)
                continue;
            var isFirst = credited.TrueForAll(each => each.Message.Run != touch.Row.Address.Run);
            if (!isFirst && touch.Goal.Count is not ConversionCount.All)
                continue;
            var (worth, currency) = act.WorthOf(touch.Goal);
            var counted = Counting.Person(touch.Home).Key;
            credited.Add(new Conversion
            {
                Message = touch.Row.Address,
                Contact = touch.Row.Contact,
                Cause = act.Cause,
                At = act.At,
                Amount = worth,
                Currency = currency,
                IsFirst = isFirst,
                Group = new ConversionGroup(touch.Row.Channel, counted.Stage, counted.Variant, counted.Outlet, counted.Hour),
            });
        }

        return credited;
    }

    private static Touch? LastBefore(IReadOnlyList<Touch> touches, Act act) => touches
        .Where(touch => touch.MayHaveLedTo(act.Type, act.At))
        .MaxBy(touch => (touch.WasClicked(act.At), touch.TouchedAt(act.At), touch.Row.Address.ToString()));
}
