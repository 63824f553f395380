using ActiveReach.Problems;
using ActiveReach.Workspaces;
using NodaTime;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>The times of variants that have one of their own.</summary>
public static class OwnTimes
{
    /// <summary>A campaign is over some day.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(30);

    public static IEnumerable<InputProblem> Check(CampaignDefinition definition, Workspace workspace, DateTimeOffset now)
    {
        var start = StartTime.Resolve(definition.Schedule, workspace.TimeZone) ?? now;
        foreach (var (variant, index) in definition.Variants.Select((variant, index) => (variant, index)).Where(each => each.variant.SendAt is not null))
        {
            var path = $"variants[{index}].sendAt";
            if (variant.SendAt < start - StartTime.LateTolerance)
                yield return new InputProblem(path, "in_the_past", $"{path} {variant.SendAt:u} is before the campaign starts ({start:u}): choose a later time, or start the campaign earlier.");
            else if (variant.SendAt > start + Furthest)
                yield return new InputProblem(path, "too_far", $"{path} {variant.SendAt:u} is more than {Furthest.Days} days after the campaign starts ({start:u}): choose an earlier time.");
        }
    }

    /// <summary>The variant's time of day, the first time that it is still to come; that moment itself for a variant that has none.</summary>
    /// <param name="zone">Whose days count.</param>
    public static DateTimeOffset NextOf(Variant variant, DateTimeOffset from, string zone)
    {
        if (variant.SendAt is not { } own)
            return from;
        var clock = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var time = Instant.FromDateTimeOffset(own).InZone(clock).TimeOfDay;
        var day = Instant.FromDateTimeOffset(from).InZone(clock).Date;
        while (StartTime.InstantOf(day.At(time), clock) < from)
            day = day.PlusDays(1);
        return StartTime.InstantOf(day.At(time), clock);
    }
}
