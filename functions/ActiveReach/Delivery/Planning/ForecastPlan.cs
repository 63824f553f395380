using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Planning;

/// <summary>What the plan of a campaign comes to: the very plan, made of the audience as it is now, counted and not written. Who has the address of
/// somebody else is told by writing it alone.</summary>
public sealed class ForecastPlan(IAudienceReader reader, ResolveAudience audiences, OutletDirectories outlets)
{
    private const int ContactsAPage = 4_000;

    /// <param name="startsAt">When its run is planned.</param>
    public async Task<PlanForecast> RunAsync(Campaign campaign, Workspace workspace, DateTimeOffset startsAt, CancellationToken cancellation = default)
    {
        var audience = await audiences.NowAsync(campaign.Definition.Audience!, workspace, cancellation: cancellation);
        var rules = new AudienceRules(RunOf(campaign, startsAt), ReachTerms.Of(campaign.Definition.Topic, campaign.Definition.QuietHours, workspace, await outlets.OfAsync(workspace.Id, cancellation)));
        var (hours, skipped, after) = (new SortedDictionary<DateTimeOffset, long>(), new SortedDictionary<string, long>(StringComparer.Ordinal), new ContactId(0));
        while (await reader.PageAsync(audience, after, ContactsAPage, cancellation) is { Count: > 0 } page)
        {
            var plan = new PlanWriter(workspace.Id, Ledger.Shards.Least, []);
            foreach (var recipient in page)
                rules.Place(recipient, plan, startsAt);
            after = page[^1].Id;
            foreach (var batch in plan.Take(after.Value).Batches)
            {
                foreach (var home in batch.Rows.Where(row => row.HomeBatch == 0))
                {
                    if (home.SkipReason is { } reason)
                        skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
                    else
                        hours[batch.NotBefore ?? startsAt] = hours.GetValueOrDefault(batch.NotBefore ?? startsAt) + 1;
                }
            }
        }

        return new PlanForecast(hours.Values.Sum() + skipped.Values.Sum(), [.. hours.Select(hour => new HourForecast(hour.Key, hour.Value))], skipped);
    }

    private static Run RunOf(Campaign campaign, DateTimeOffset startsAt) => new()
    {
        Id = RunId.Of(campaign.Id, campaign.RunsStarted + 1),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        LocalTime = LocalTime.Of(campaign.Definition.Schedule, startsAt),
        Orchestration = "",
        StartedAt = startsAt,
    };
}

/// <param name="Recipients">Everybody of the audience.</param>
/// <param name="Hours">In order of time; together with <paramref name="Skipped"/> everybody once.</param>
/// <param name="Skipped">How many are not sent to, by reason.</param>
public sealed record PlanForecast(long Recipients, IReadOnlyList<HourForecast> Hours, IReadOnlyDictionary<string, long> Skipped);

/// <summary>People who are sent to from one moment on.</summary>
public sealed record HourForecast(DateTimeOffset At, long Recipients);
