using ActiveReach.Channels;

namespace ActiveReach.Consent.Caps;

/// <summary>Whether caps leave a place, by nothing but its arguments.</summary>
public static class CapRule
{
    /// <summary>The name of the strictest cap that leaves no place, the one of the fewest messages first, and whom its last place is kept for; null when there is a place.</summary>
    /// <param name="taken">Places of other messages to the same person, those that are kept for messages to come among them.</param>
    public static string? Refusal(IReadOnlyList<FrequencyCap> caps, CapPlace wanted, IReadOnlyList<CapPlace> taken)
    {
        FrequencyCap? strictest = null;
        string? keptFor = null;
        foreach (var cap in caps.Where(cap => cap.Counts(wanted.Channel, wanted.Tags)))
        {
            var near = taken.Where(place => (place.KeptFor is null ? place.At > wanted.At - cap.Within : place.At < wanted.At + cap.Within) && cap.Counts(place.Channel, place.Tags)).ToList();
            if (near.Count < cap.Most || (strictest is not null && (cap.Most, -cap.Within.Ticks).CompareTo((strictest.Most, -strictest.Within.Ticks)) >= 0))
                continue;
            strictest = cap;
            keptFor = near.Count(place => place.KeptFor is null) < cap.Most ? near.First(place => place.KeptFor is not null).KeptFor : null;
        }

        return keptFor is null ? strictest?.Name : $"{strictest!.Name}, kept for {keptFor}";
    }
}

/// <summary>The place of a message under caps.</summary>
/// <param name="Tags">Of its campaign.</param>
/// <param name="At">Business time.</param>
public readonly record struct CapPlace(Channel Channel, IReadOnlyList<string> Tags, DateTimeOffset At)
{
    /// <summary>The campaign of a higher priority that is to have it; null for the place of a message.</summary>
    public string? KeptFor { get; init; }
}
