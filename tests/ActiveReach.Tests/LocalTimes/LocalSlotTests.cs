using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using Contracts.Delivery.World;
using NodaTime;
using LocalTime = ActiveReach.Campaigns.LocalTimes.LocalTime;

namespace ActiveReach.Tests.LocalTimes;

public sealed class LocalSlotTests
{
    private static readonly string[] Zones = [.. DateTimeZoneProviders.Tzdb.Ids];

    private static readonly Workspace Shop = new() { Id = new WorkspaceId("shop"), Name = "Shop" };

    [Theory]
    [InlineData("2027-03-14T02:30", "America/New_York", "2027-03-14T07:30Z")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30Z")]
    [InlineData("2027-03-28T10:00", "Europe/Berlin", "2027-03-28T08:00Z")]
    [InlineData("2027-03-27T10:00", "Europe/Berlin", "2027-03-27T09:00Z")]
    [InlineData("2026-12-01T10:00", "Asia/Kathmandu", "2026-12-01T04:15Z")]
    public void A_change_of_the_clocks_leaves_the_local_time_where_there_is_one(string at, string zone, string slot) =>
        Assert.Equal(DateTimeOffset.Parse(slot, null), new LocalTime(at, LocalClock.Recipient, SlotPassed.Skip, DateTimeOffset.UnixEpoch).SlotIn(zone));

    [Fact]
    public void Whoever_comes_after_their_time_gets_it_at_the_same_time_of_the_next_day_though_it_has_another_length()
    {
        var due = new DateTimeOffset(2027, 3, 27, 9, 0, 1, TimeSpan.Zero);
        var late = new LocalTime("2027-03-27T10:00", LocalClock.Recipient, SlotPassed.NextDay, due);
        Assert.Equal(new DateTimeOffset(2027, 3, 28, 8, 0, 0, TimeSpan.Zero), late.SlotIn("Europe/Berlin"));
        Assert.Null((late with { Passed = SlotPassed.Skip }).SlotIn("Europe/Berlin"));
        Assert.Equal(new DateTimeOffset(2027, 3, 27, 9, 0, 0, TimeSpan.Zero), (late with { DueAt = due.AddSeconds(-1) }).SlotIn("Europe/Berlin"));
    }

    /// <summary>Random zones, times and starts: 400 runs of 60 people each, half a day to both sides of what the campaign names.</summary>
    [Fact]
    public void Every_contact_is_planned_exactly_once_at_the_right_hour_of_their_own_clock()
    {
        var random = new Random(20261129);
        for (var round = 0; round < 400; round++)
        {
            var local = new LocalDateTime(2026, 1, 1, 0, 0).PlusDays(random.Next(365 * 5)).PlusMinutes(random.Next(24 * 60));
            var due = local.InUtc().ToDateTimeOffset().AddMinutes(random.Next(-26 * 60, 26 * 60));
            var passed = random.Next(2) == 0 ? SlotPassed.NextDay : SlotPassed.Skip;
            var time = new LocalTime(local.ToString("uuuu'-'MM'-'dd'T'HH':'mm", null), LocalClock.Recipient, passed, due);
            var people = Enumerable.Range(1, 60).ToDictionary(id => (long)id, _ => Zones[random.Next(Zones.Length)]);
            var planned = Plan(time, people, due);
            Assert.Equal(people.Keys, planned.Select(each => each.Row.Contact).Order());
            foreach (var (batch, row) in planned)
                Check(time, local, people[row.Contact], batch.NotBefore, row.SkipReason, due);
        }
    }

    private static void Check(LocalTime time, LocalDateTime local, string zone, DateTimeOffset? notBefore, string? reason, DateTimeOffset due)
    {
        var clock = DateTimeZoneProviders.Tzdb[zone];
        if (reason is not null)
        {
            Assert.Equal((SkipReason.SlotPassed, SlotPassed.Skip), (reason, time.Passed));
            Assert.True(StartTime.InstantOf(local, clock) < due, zone);
            return;
        }

        var slot = notBefore ?? due;
        var shown = Instant.FromDateTimeOffset(slot).InZone(clock).LocalDateTime;

        // Where the clocks jump over the time it is as much later.
        Assert.True(shown.TimeOfDay == local.TimeOfDay || clock.MapLocal(shown.Date.At(local.TimeOfDay)).Count == 0, $"{zone} shows {shown} at {slot:u}, not {local}");
        Assert.True(slot >= due, zone);
        Assert.True(shown.Date == local.Date ? StartTime.InstantOf(local, clock) >= due : time.Passed is SlotPassed.NextDay, zone);
        Assert.True(shown.Date == local.Date || StartTime.InstantOf(shown.Date.PlusDays(-1).At(local.TimeOfDay), clock) < due, $"{zone} could have had it a day before {slot:u}");
    }

    private static List<(PlannedBatch Batch, PlannedRow Row)> Plan(LocalTime time, Dictionary<long, string> people, DateTimeOffset now)
    {
        var campaign = new CampaignId("cmp_1");
        var run = new Run
        {
            Id = RunId.Of(campaign, 1),
            Campaign = campaign,
            Workspace = Shop.Id,
            Orchestration = "",
            LocalTime = time,
            Definition = new CampaignDefinition { Channels = [new ChannelChoice { Channel = Channel.Sms }], Variants = [new Variant { Id = "A" }] },
        };
        var rules = new AudienceRules(run, ReachTerms.Of(null, keepsHours: false, Shop, OutletDirectory.Empty), new Dictionary<string, string>());
        var writer = new PlanWriter(Shop.Id, 8, []);
        foreach (var (id, zone) in people)
            rules.Place(People.Person(id) with { TimeZone = zone }, writer, now);
        return [.. writer.Take(people.Count).Batches.SelectMany(batch => batch.Rows.Select(row => (batch, row)))];
    }
}
