using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries;

/// <summary>Lets a birthday campaign find whose hour has come since it last looked, and gives them an entry: one for the birthday of a year. It is asked at the very
/// moments at which the hour comes anywhere, so that what counts is who was there, with which birthday and zone, when it came. How far it has looked stands on the campaign.</summary>
public sealed class EnterBirthdays(CampaignRecords campaigns, ResolveAudience audiences, IAudienceReader reader, OutletDirectories outlets, IEntries entries)
{
    private const int ContactsAPage = 2_000;

    /// <summary>After so many it is noted how far it has come.</summary>
    private const int PagesAtOnce = 5;

    /// <summary>What was missed is made up for in pieces.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(1);

    /// <summary>When the hour comes next; null for campaigns of other types.</summary>
    public async Task<DateTimeOffset?> NextAsync(Campaign campaign, Workspace workspace, DateTimeOffset now, CancellationToken cancellation = default) =>
        campaign.Definition.Type is CampaignType.Birthday ? (await HoursAsync(campaign, workspace, cancellation)).NextAfter(now) : null;

    /// <returns>Whether anything was done, after which there may be more.</returns>
    public async Task<bool> RunAsync(Campaign campaign, Workspace workspace, DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (campaign is not { Definition.Type: CampaignType.Birthday, Schedule: { } schedule })
            return false;
        var hours = await HoursAsync(campaign, workspace, cancellation);
        var known = schedule.Birthdays ?? new BirthdaySearch(campaign.DecidedAt ?? campaign.SubmittedAt ?? now);
        if ((known.Until is null ? Begun(known, hours, now) : known) is not { } search)
            return false;

        var found = await PagesAsync(campaign, workspace, hours, search, now, cancellation);
        await campaigns.TryUpdateAsync(campaign with { Schedule = schedule with { Birthdays = found } }, cancellation: cancellation);
        return true;
    }

    private async Task<BirthdayHours> HoursAsync(Campaign campaign, Workspace workspace, CancellationToken cancellation) =>
        BirthdayHours.Of(campaign.Definition, workspace, await outlets.OfAsync(workspace.Id, cancellation));

    /// <summary>The next piece in which the hour comes; null when there is none.</summary>
    private static BirthdaySearch? Begun(BirthdaySearch search, BirthdayHours hours, DateTimeOffset now)
    {
        for (var through = search.Through; through < now;)
        {
            var until = now - through > Furthest ? through + Furthest : now;
            if (hours.DaysBetween(through, until).Count > 0)
                return new BirthdaySearch(through, until);
            through = until;
        }

        return null;
    }

    private async Task<BirthdaySearch> PagesAsync(Campaign campaign, Workspace workspace, BirthdayHours hours, BirthdaySearch search, DateTimeOffset now, CancellationToken cancellation)
    {
        var days = hours.DaysBetween(search.Through, search.Until!.Value);
        var audience = hours.Those(await AudienceAsync(campaign, workspace, now, cancellation), days);
        var terms = ReachTerms.Of(campaign.Definition.Topic, keepsHours: false, workspace, await outlets.OfAsync(workspace.Id, cancellation));
        var after = new ContactId(search.After);
        for (var page = 0; page < PagesAtOnce; page++)
        {
            if (await reader.PageAsync(audience, after, ContactsAPage, cancellation) is not { Count: > 0 } people)
                return new BirthdaySearch(search.Until.Value);
            if (people.Select(Due).OfType<NewEntry>().ToList() is { Count: > 0 } due)
                await entries.AddAsync(workspace.Id, campaign.Id, due, cancellation);
            after = people[^1].Id;
        }

        return search with { After = after.Value };

        NewEntry? Due(Recipient person) =>
            person.Birthday is { } birthday && hours.DueOn(days, birthday, hours.Clock?.ZoneOf(person, terms)) is var (at, year) && at > search.Through && at <= search.Until
                ? new NewEntry(new EntryKey(person.Id, $"birthday-{year:0000}"), at)
                : null;
    }

    /// <summary>The campaign's. Where it can't be read any more it is everybody: the run that would send to them tells why it doesn't.</summary>
    private async Task<ResolvedAudience> AudienceAsync(Campaign campaign, Workspace workspace, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await audiences.NowAsync(campaign.Definition.SentAudience ?? new Audience(), workspace, cancellation: cancellation);
        }
        catch (InvalidInputException)
        {
            return ResolvedAudience.Everybody(workspace, now);
        }
    }
}
