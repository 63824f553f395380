using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Caps;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics.Calendars;

/// <summary>Tells how many people would get more than a frequency cap allows, from who is in which audiences of what is to come. Large audiences are looked
/// through as far as their first contacts, the same for all of them, and the rest is reckoned from these.</summary>
public sealed class OverMessaging(ResolveAudience audiences, IAudienceReader reader)
{
    /// <summary>Campaigns that are looked at, those that go out most often first; the bits of a person's deliveries are few.</summary>
    private const int MostCampaigns = 20;

    /// <summary>People that are read for an answer, of all audiences together.</summary>
    private const int MostRead = 200_000;

    private const int ContactsAPage = 4_000;

    /// <param name="planned">What is to come on the days; paused campaigns are left out.</param>
    internal async Task<IReadOnlyList<OverMessagedDay>> OfAsync(Workspace workspace, IReadOnlyList<CalendarItem> planned, CalendarDays days, CancellationToken cancellation)
    {
        var going = planned.Where(item => item is { Of: { Status: not CampaignStatus.Paused, Definition.SentAudience: not null } }).ToList();
        var rivals = going.GroupBy(item => item.Campaign).OrderByDescending(each => each.Count()).Take(MostCampaigns).ToDictionary(each => each.Key, each => each.ToList());
        if (workspace.Caps.Count == 0 || rivals.Values.Sum(each => each.Count) <= workspace.Caps.Min(cap => cap.Most))
            return [];

        var deliveries = rivals.SelectMany(rival => Deliveries(rival.Value[0].Of!).Select(choice => new Delivery(rival.Value[0].Of!, choice, rival.Value))).Take(64).ToList();
        var (people, share) = await WhoGetsWhatAsync(workspace, deliveries, cancellation);
        return
        [
            .. from cap in workspace.Caps
               let counted = deliveries.Select((delivery, bit) => (delivery, bit)).Where(each => cap.Counts(each.delivery.Channel, each.delivery.Campaign.Definition.Tags)).ToList()
               from day in counted.SelectMany(each => each.delivery.Items).Select(item => item.Date).Distinct().Order()
               let over = people.Where(who => IsOver(who.Key, counted, cap, day, days)).Sum(who => who.Value)
               where over > 0
               select new OverMessagedDay(day, cap.Name, share is null ? over : (long)Math.Round(over / share.Value), share is null),
        ];
    }

    /// <summary>With <c>first_reachable</c> one message on one of them, else one on each.</summary>
    private static IEnumerable<Channel> Deliveries(Campaign campaign) => campaign.Definition.Channels.Select(choice => choice.Channel).Distinct();

    /// <summary>Whether whoever gets these deliveries would get one more than the cap allows on that day.</summary>
    private static bool IsOver(ulong gets, List<(Delivery Delivery, int Bit)> counted, FrequencyCap cap, DateOnly day, CalendarDays days)
    {
        var until = days.EndOf(day);
        var (within, thatDay) = (0, 0);
        foreach (var (delivery, bit) in counted)
        {
            if ((gets & (1UL << bit)) == 0)
                continue;
            within += delivery.Items.Count(item => item.At < until && item.At >= until - cap.Within);
            thatDay += delivery.Items.Count(item => item.Date == day);
        }

        return thatDay > 0 && within > cap.Most;
    }

    /// <summary>How many people get the same deliveries, as bits, and what share of everybody was looked at; null for all.</summary>
    private async Task<(Dictionary<ulong, long> People, double? Share)> WhoGetsWhatAsync(Workspace workspace, List<Delivery> deliveries, CancellationToken cancellation)
    {
        var gets = new Dictionary<long, ulong>();
        var looked = new List<(List<long> People, long Whole, bool IsAll)>();
        var byCampaign = deliveries.Select((delivery, bit) => (delivery, bit)).GroupBy(each => each.delivery.Campaign).ToList();
        foreach (var rival in byCampaign)
        {
            try
            {
                var audience = await audiences.NowAsync(rival.Key.Definition.SentAudience!, workspace, cancellation: cancellation);
                var (people, isAll) = (new List<long>(), false);
                while (!isAll && people.Count < MostRead / byCampaign.Count)
                {
                    var page = await reader.PageAsync(audience, new ContactId(people.Count == 0 ? 0 : people[^1]), ContactsAPage, cancellation);
                    foreach (var recipient in page)
                        gets[recipient.Id.Value] = gets.GetValueOrDefault(recipient.Id.Value) | BitsOf(recipient, rival.Key.Definition, rival);
                    people.AddRange(page.Select(recipient => recipient.Id.Value));
                    isAll = page.Count < ContactsAPage;
                }

                looked.Add((people, isAll ? people.Count : (await reader.PreviewAsync(audience, [], cancellation)).Total, isAll));
            }
            catch (InvalidInputException)
            {
                // An audience that can't be read any more is told of when it is to be sent to.
            }
        }

        // So far everybody was looked at; the largest audience tells what part of all that is.
        var through = looked.Where(each => !each.IsAll).Select(each => each.People[^1]).DefaultIfEmpty(long.MaxValue).Min();
        var largest = looked.MaxBy(each => each.Whole);
        var who = gets.Where(each => each.Key <= through && each.Value != 0).GroupBy(each => each.Value).ToDictionary(each => each.Key, each => each.LongCount());
        return (who, looked.TrueForAll(each => each.IsAll) ? null : (double)largest.People.Count(id => id <= through) / largest.Whole);
    }

    private static ulong BitsOf(Recipient recipient, CampaignDefinition definition, IEnumerable<(Delivery Delivery, int Bit)> deliveries)
    {
        var bits = 0UL;
        foreach (var (delivery, bit) in deliveries)
        {
            if (MayReach.Refusal(recipient, delivery.Channel, definition.Topic) is not null)
                continue;
            bits |= 1UL << bit;
            if (definition.Delivery is DeliveryMode.FirstReachable)
                break;
        }

        return bits;
    }

    /// <summary>What a campaign sends on a channel, each time that it goes out.</summary>
    private sealed record Delivery(Campaign Campaign, Channel Channel, IReadOnlyList<CalendarItem> Items);
}
