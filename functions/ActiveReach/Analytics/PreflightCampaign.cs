using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>Tells what a campaign would do if it were submitted as it is: who is sent to when, who is not and why, and what stands in its way.</summary>
public sealed class PreflightCampaign(CampaignWriter campaigns, CampaignValidation validation, FindStart start, ForecastPlan forecast, TimeProvider clock)
{
    public async Task<CampaignPreflight> RunAsync(Caller caller, CampaignId id, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var workspace = await campaigns.WorkspaceAsync(caller, cancellation);
        List<InputProblem> problems = [.. await validation.ForSendingAsync(campaign.Definition, workspace, cancellation)];
        if (campaign.Definition is not { Audience: not null, Channels.Count: > 0, Variants.Count: > 0 })
            return new CampaignPreflight(null, 0, [], new Dictionary<string, long>(), problems);
        try
        {
            var startsAt = await start.RunAsync(campaign.Definition, workspace, cancellation);
            var now = clock.GetUtcNow();
            var plan = await forecast.RunAsync(campaign, workspace, startsAt > now ? startsAt.Value : now, cancellation);
            return new CampaignPreflight(startsAt, plan.Recipients, plan.Hours, plan.Skipped, problems);
        }
        catch (InvalidInputException refused)
        {
            return new CampaignPreflight(null, 0, [], new Dictionary<string, long>(), [.. problems.Concat(refused.Problems).DistinctBy(problem => (problem.Path, problem.Code))]);
        }
    }
}

/// <param name="StartsAt">With the first hour; null for at once, and where it couldn't start.</param>
/// <param name="Recipients">Everybody of the audience, as it is now.</param>
/// <param name="Hours">How many are sent to from when on; a test's rest counts at its own hours.</param>
/// <param name="Skipped">How many are not sent to, by reason.</param>
/// <param name="Problems">Why it can't be submitted as it is; empty when it can.</param>
public sealed record CampaignPreflight(
    DateTimeOffset? StartsAt, long Recipients, IReadOnlyList<HourForecast> Hours, IReadOnlyDictionary<string, long> Skipped, IReadOnlyList<InputProblem> Problems);
