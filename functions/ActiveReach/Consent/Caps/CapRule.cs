using ActiveReach.Channels;

namespace ActiveReach.Consent.Caps;

/// <summary>Whether caps leave a place, by nothing but its arguments.</summary>
public static class CapRule
{
    /// <summary>The name of the strictest cap that leaves no place, the one of the fewest messages first; null when there is a place.</summary>
    /// <param name="taken">Places of other messages to the same person.</param>
    public static string? Refusal(IReadOnlyList<FrequencyCap> caps, CapPlace wanted, IReadOnlyList<CapPlace> taken)
    {
        FrequencyCap? strictest = null;
        foreach (var cap in caps.Where(cap => cap.Counts(wanted.Channel, wanted.Tags)))
        {
            var count = taken.Count(place => place.At > wanted.At - cap.Within && cap.Counts(place.Channel, place.Tags));
            if (count >= cap.Most && (strictest is null || (cap.Most, -cap.Within.Ticks).CompareTo((strictest.Most, -strictest.Within.Ticks)) < 0))
                strictest = cap;
        }

        return strictest?.Name;
    }
}

/// <summary>The place of a message under caps.</summary>
/// <param name="Tags">Of its campaign.</param>
/// <param name="At">Business time.</param>
public readonly record struct CapPlace(Channel Channel, IReadOnlyList<string> Tags, DateTimeOffset At);
