namespace ActiveReach.Consent.Caps;

/// <summary>Whether caps leave a place, by nothing but its arguments.</summary>
public static class CapRule
{
    /// <summary>The name of the strictest cap that leaves no place, the one of the fewest messages first; null when there is a place.</summary>
    /// <param name="taken">Places of other messages to the same contact.</param>
    public static string? Refusal(IReadOnlyList<FrequencyCap> caps, CapRequest request, IReadOnlyList<CapPlace> taken)
    {
        FrequencyCap? strictest = null;
        foreach (var cap in caps.Where(cap => cap.Counts(request.Channel, request.Tags)))
        {
            var count = taken.Count(place => place.At > request.At - cap.Within && cap.Counts(place.Channel, place.Tags));
            if (count >= cap.Most && (strictest is null || (cap.Most, -cap.Within.Ticks).CompareTo((strictest.Most, -strictest.Within.Ticks)) < 0))
                strictest = cap;
        }

        return strictest?.Name;
    }
}
