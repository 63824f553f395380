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
    public static IReadOnlyList<Conversion> Credit(IReadOnlyList<Candidate> candidates, IEnumerable<Act> acts, IReadOnlyList<Conversion> kept)
    {
        var credited = new List<Conversion>(kept);
        foreach (var act in acts.OrderBy(act => act.At).ThenBy(act => act.Cause, StringComparer.Ordinal))
        {
            if (LastBefore(candidates, act) is not { } candidate)
                continue;
            var isFirst = credited.TrueForAll(each => each.Message.Run != candidate.Row.Address.Run);
            if (!isFirst && candidate.Goal.Count is not ConversionCount.All)
                continue;
            var (worth, currency) = act.WorthOf(candidate.Goal);
            var counted = Counting.Person(candidate.Home).Key;
            credited.Add(new Conversion
            {
                Message = candidate.Row.Address,
                Contact = candidate.Row.Contact,
                Cause = act.Cause,
                At = act.At,
                Amount = worth,
                Currency = currency,
                IsFirst = isFirst,
                Group = new ConversionGroup(candidate.Row.Channel, counted.Stage, counted.Variant, counted.Outlet, counted.Hour),
            });
        }

        return credited;
    }

    private static Candidate? LastBefore(IReadOnlyList<Candidate> candidates, Act act) => candidates
        .Where(candidate => candidate.MayHaveLedTo(act.Type, act.At))
        .MaxBy(candidate => (candidate.WasClicked(act.At), candidate.TouchedAt(act.At), candidate.Row.Address.ToString()));
}
