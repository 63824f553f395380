using ActiveReach.Approvals;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Channels;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics.Preflight;

/// <summary>Tells what a campaign would do if it were submitted as it is: who is sent to when, who is not and why, and what stands in its way.</summary>
public sealed class PreflightCampaign(
    CampaignWriter campaigns, CampaignValidation validation, FindStart start, ForecastPlan forecast, ForecastBirthdays birthdays, ResolveAudience audiences, IAudienceReader reader, BriefSamples samples,
    TemplateReviews reviews, IProviders providers, OutletDirectories outlets, TimeProvider clock)
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
            var isForBirthdays = campaign.Definition.Type is CampaignType.Birthday;
            var startsAt = campaign.Definition.Type is CampaignType.Recurring
                ? Instances.Of(campaign, workspace.TimeZone, clock.GetUtcNow()).FirstOrDefault()?.At
                : await start.RunAsync(campaign.Definition, workspace, cancellation);
            var now = clock.GetUtcNow();
            var begin = startsAt > now ? startsAt.Value : now;
            var audience = await audiences.NowAsync(campaign.Definition.SentAudience!, workspace, cancellation: cancellation);
            var plan = isForBirthdays
                ? await birthdays.RunAsync(campaign, workspace, audience, begin, cancellation)
                : await forecast.RunAsync(campaign, workspace, audience, begin, cancellation);
            var channels = await ChannelsAsync(campaign.Definition, await reviews.OfAsync(campaign, cancellation), workspace, audience, plan, cancellation);
            return new CampaignPreflight(startsAt, plan.Recipients, plan.Hours, plan.Skipped, problems)
            {
                Channels = channels,
                Cost = channels.Any(channel => channel.Cost is not null) ? channels.Sum(channel => channel.Cost) : null,
                Currency = workspace.Currency,
                EndsAt = plan.Hours.Select(hour => (DateTimeOffset?)hour.At).Concat(channels.Select(channel => channel.EndsAt)).Max(),
                Until = isForBirthdays ? begin + ForecastBirthdays.Ahead : null,
                Experiment = TestForecast.Of(campaign.Definition, plan.Tested),
            };
        }
        catch (InvalidInputException refused)
        {
            return new CampaignPreflight(null, 0, [], new Dictionary<string, long>(), [.. problems.Concat(refused.Problems).DistinctBy(problem => (problem.Path, problem.Code))]);
        }
    }

    private async Task<IReadOnlyList<ChannelForecast>> ChannelsAsync(CampaignDefinition definition, IReadOnlyList<PinnedTemplate> templates, Workspace workspace, ResolvedAudience audience, PlanForecast plan, CancellationToken cancellation)
    {
        var people = (await reader.PreviewAsync(audience, [.. definition.Channels.Select(choice => choice.Channel)], cancellation)).Sample;
        var segments = (await samples.OfAsync(definition, templates, people, workspace, cancellation)).GroupBy(sample => sample.Channel).ToDictionary(own => own.Key, own => own.Max(sample => sample.Segments));
        var takers = await providers.OfAsync(workspace.Id, cancellation);
        var directory = await outlets.OfAsync(workspace.Id, cancellation);
        var prices = workspace.Of<PriceSettings>().Prices;
        return
        [
            .. definition.Channels.Select(choice => choice.Channel).Where(plan.Waves.Contains).Select(channel => ChannelForecast.Of(
                channel, [.. plan.Waves[channel].OrderBy(wave => wave.At)], segments.GetValueOrDefault(channel),
                prices.TryGetValue(channel, out var price) ? price : null, Limits(channel))),
        ];

        IReadOnlyList<SendLimit> Limits(Channel channel) => takers.GetValueOrDefault(channel)?.Provider.LimitsOf(MessageComposer.SenderOf(definition, channel, workspace, directory)) ?? [];
    }
}

/// <param name="StartsAt">With the first hour; null for at once, and where it couldn't start.</param>
/// <param name="Recipients">Everybody of the audience, as it is now; of birthdays, those until <see cref="Until"/>.</param>
/// <param name="Hours">How many are sent to from when on; a test's rest counts at its own hours.</param>
/// <param name="Skipped">How many are not sent to, by reason.</param>
/// <param name="Problems">Why it can't be submitted as it is; empty when it can.</param>
public sealed record CampaignPreflight(
    DateTimeOffset? StartsAt, long Recipients, IReadOnlyList<HourForecast> Hours, IReadOnlyDictionary<string, long> Skipped, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>In order of priority, those that anything goes out on.</summary>
    public IReadOnlyList<ChannelForecast> Channels { get; init; } = [];

    /// <summary>Of all channels that have a price; null where none has one.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Of <see cref="Cost"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>When the last message may be handed over, by hours and limits; null where nobody is sent to.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Up to when those are told who come by and by; null where it tells of everybody at once.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What the test can see; null where nothing is tested.</summary>
    public TestForecast? Experiment { get; init; }
}
