using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Consent;
using ActiveReach.Delivery.Planning;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics.Preflight;

/// <summary>Tells who would get a birthday campaign in the weeks to come, each at their own hour.</summary>
public sealed class ForecastBirthdays(ForecastPlan forecast, OutletDirectories outlets)
{
    /// <summary>So far ahead.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    public async Task<PlanForecast> RunAsync(Campaign campaign, Workspace workspace, ResolvedAudience audience, DateTimeOffset begin, CancellationToken cancellation = default)
    {
        var directory = await outlets.OfAsync(workspace.Id, cancellation);
        var hours = BirthdayHours.Of(campaign.Definition, workspace, directory);
        var terms = ReachTerms.Of(campaign.Definition.Topic, keepsHours: false, workspace, directory);
        var days = hours.DaysBetween(begin, begin + Ahead);
        if (days.Count == 0)
            return PlanForecast.Nobody;
        return await forecast.RunAsync(campaign, workspace, hours.Those(audience, days), begin, TurnOf, cancellation);

        DateTimeOffset? TurnOf(Recipient person) =>
            person.Birthday is { } birthday && hours.DueOn(days, birthday, hours.Clock?.ZoneOf(person, terms)) is var (at, _) && at > begin && at <= begin + Ahead ? at : null;
    }
}
