using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using NodaTime;

namespace ActiveReach.Analytics.Calendars;

/// <summary>Puts together the calendar of a workspace, from campaigns, their schedules and their runs.</summary>
public sealed class ReadCalendar(CampaignRecords campaigns, RunRecords runs, OverMessaging overMessaging, TimeProvider clock)
{
    public const int MostDays = 100;

    /// <summary>So many campaigns are looked through at most, of those that are to come and of those that were.</summary>
    private const int MostCampaigns = 1_000;

    private const int DefaultDays = 31;

    private static readonly CampaignStatus[] ToCome = [CampaignStatus.NeedsApproval, CampaignStatus.InReview, CampaignStatus.Scheduled, CampaignStatus.Paused, CampaignStatus.Sending, CampaignStatus.Active];

    /// <param name="from">Its local day is the first; null: today.</param>
    /// <param name="to">Its local day is the last; null: a month of days.</param>
    /// <exception cref="InvalidInputException">The days are in the wrong order, or too many.</exception>
    public async Task<CampaignCalendar> RunAsync(Workspace workspace, DateOnly? from, DateOnly? to, string? location, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var zone = DateTimeZoneProviders.Tzdb[workspace.TimeZone];
        var first = from ?? StartTime.DayOf(now, zone);
        var last = to ?? first.AddDays(DefaultDays - 1);
        if (last < first)
            throw new InvalidInputException("to", "out_of_range", $"to is {last:yyyy-MM-dd}, before from, {first:yyyy-MM-dd}: give a later day.");
        if (last.DayNumber - first.DayNumber >= MostDays)
            throw new InvalidInputException("to", "out_of_range", $"from {first:yyyy-MM-dd} to {last:yyyy-MM-dd} are {last.DayNumber - first.DayNumber + 1} days: ask for at most {MostDays}.");

        var days = new CalendarDays(first, last, zone);
        var coming = await AllAsync(workspace, new CampaignQuery { Statuses = ToCome, Location = location }, cancellation);
        var repeated = await AllAsync(workspace, new CampaignQuery { Type = CampaignType.Recurring, Location = location }, cancellation);
        var once = await AllAsync(workspace, new CampaignQuery { From = days.Start, To = days.End, Location = location, Sort = "startsAt" }, cancellation);

        var planned = coming.Found.SelectMany(campaign => Planned(campaign, workspace, days, now)).ToList();
        var items = planned.Concat(once.Found.SelectMany(campaign => Sent(campaign, days))).ToList();
        foreach (var campaign in repeated.Found.Where(campaign => campaign.RunsStarted > 0))
            items.AddRange((await runs.StartedAsync(campaign, cancellation)).SelectMany(run => Was(campaign, run, days)));
        IReadOnlyList<CalendarItem> sorted = [.. items.OrderBy(item => item.At).ThenBy(item => item.Campaign.Value, StringComparer.Ordinal)];
        return new CampaignCalendar(
            first, last, workspace.TimeZone, sorted, [.. days.Without(sorted)], await overMessaging.OfAsync(workspace, planned, days, cancellation),
            coming.IsAll && repeated.IsAll && once.IsAll)
        {
            Standing = [.. coming.Found.Where(campaign => campaign.Definition.IsStanding).SelectMany(campaign => Stands(campaign, workspace, days, now)).OrderBy(each => each.From).ThenBy(each => each.Campaign.Value, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<StandingItem> Stands(Campaign campaign, Workspace workspace, CalendarDays days, DateTimeOffset now)
    {
        var opens = StandingDays.Opens(campaign.Definition.Schedule, workspace.TimeZone) ?? campaign.DecidedAt ?? now;
        var closes = StandingDays.Closes(campaign.Definition.Schedule, workspace.TimeZone) ?? days.End;
        if (opens >= days.End || closes <= days.Start)
            return [];
        var (first, last) = (days.DayOf(opens), days.DayOf(closes.AddTicks(-1)));
        return [new StandingItem(
            campaign.Id, campaign.Definition.Name, campaign.Definition.Type, campaign.Status, [.. campaign.Definition.Channels.Select(choice => choice.Channel)], campaign.Definition.Location,
            first > days.First ? first : days.First, last < days.Last ? last : days.Last)];
    }

    private static IEnumerable<CalendarItem> Planned(Campaign campaign, Workspace workspace, CalendarDays days, DateTimeOffset now) => Instances.Of(campaign, workspace.TimeZone, now)
        .TakeWhile(instance => instance.At < days.End)
        .Where(instance => instance.At >= days.Start)
        .Select(instance => Item(campaign, days, instance.At) with
        {
            Kind = campaign.Schedule?.Series is null ? CalendarKind.Scheduled : CalendarKind.Instance,
            Instance = campaign.Schedule?.Series is null ? null : instance.Number,
            Of = campaign,
        });

    private static IEnumerable<CalendarItem> Sent(Campaign campaign, CalendarDays days) =>
        campaign is { RunsStarted: > 0, StartsAt: { } at, Definition.Type: not CampaignType.Recurring } && days.Has(at) ? [Item(campaign, days, at) with { Run = campaign.Run }] : [];

    private static IEnumerable<CalendarItem> Was(Campaign campaign, Run run, CalendarDays days) => (run.Instance?.At ?? run.StartedAt) is var at && days.Has(at)
        ? [Item(campaign, days, at) with
        {
            Kind = run.Status is RunStatus.Skipped ? CalendarKind.Skipped : CalendarKind.Sent,
            Run = run.Id,
            Instance = run.Instance?.Number,
            Reason = run.Status is RunStatus.Skipped ? run.StatusReason : null,
        }]
        : [];

    private static CalendarItem Item(Campaign campaign, CalendarDays days, DateTimeOffset at) => new()
    {
        Date = days.DayOf(at),
        At = at,
        Kind = CalendarKind.Sent,
        Campaign = campaign.Id,
        Name = campaign.Definition.Name,
        Type = campaign.Definition.Type,
        Status = campaign.Status,
        Channels = [.. campaign.Definition.Channels.Select(choice => choice.Channel)],
        Location = campaign.Definition.Location,
    };

    private async Task<(IReadOnlyList<Campaign> Found, bool IsAll)> AllAsync(Workspace workspace, CampaignQuery query, CancellationToken cancellation)
    {
        var found = new List<Campaign>();
        CampaignPage page;
        do
        {
            page = await campaigns.ListAsync(workspace.Id, query, cancellation);
            found.AddRange(page.Items);
            query = query with { Limit = PageQuery.MaxLimit, Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null && found.Count < MostCampaigns);
        return (found, page.NextCursor is null);
    }
}
