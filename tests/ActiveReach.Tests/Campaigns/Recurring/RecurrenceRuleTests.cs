using System.Globalization;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActiveReach.Tests.Campaigns.Recurring;

public sealed class RecurrenceRuleTests
{
    [Theory]
    [InlineData("""{"every":"day","at":"09:00"}""", "2027-02-27", "2027-02-27 2027-02-28 2027-03-01", "every day")]
    [InlineData("""{"every":"day","interval":10,"at":"09:00"}""", "2027-02-20", "2027-02-20 2027-03-02 2027-03-12", "every tenth day from the first")]
    [InlineData("""{"every":"week","at":"09:00"}""", "2027-02-24", "2027-02-24 2027-03-03 2027-03-10", "the weekday of the first")]
    [InlineData("""{"every":"week","on":["thu","mon"],"at":"09:00"}""", "2027-02-24", "2027-02-25 2027-03-01 2027-03-04", "two days a week, in their order")]
    [InlineData("""{"every":"week","interval":2,"on":["mon"],"at":"09:00"}""", "2027-02-24", "2027-03-08 2027-03-22 2027-04-05", "the Monday of the first week is over")]
    [InlineData("""{"every":"week","interval":2,"on":["sun"],"at":"09:00"}""", "2027-02-24", "2027-02-28 2027-03-14 2027-03-28", "weeks begin on Monday")]
    [InlineData("""{"every":"month","at":"09:00"}""", "2027-01-31", "2027-01-31 2027-02-28 2027-03-31", "the day of the first, or the last of the month")]
    [InlineData("""{"every":"month","on":[29,30,31],"at":"09:00"}""", "2027-02-01", "2027-02-28 2027-03-29 2027-03-30", "days that a month doesn't have are its last, once")]
    [InlineData("""{"every":"month","on":[-1,1,15],"at":"09:00"}""", "2028-02-10", "2028-02-15 2028-02-29 2028-03-01", "from the end, in a leap year")]
    [InlineData("""{"every":"month","on":[-31],"at":"09:00"}""", "2027-01-15", "2027-02-01 2027-03-01 2027-04-01", "counted from the end beyond the first")]
    [InlineData("""{"every":"month","interval":3,"on":[1],"at":"09:00"}""", "2027-01-15", "2027-04-01 2027-07-01 2027-10-01", "every quarter")]
    [InlineData("""{"every":"day","at":"09:00","until":"2027-02-28"}""", "2027-02-27", "2027-02-27 2027-02-28", "until a day, that day included")]
    public void The_days_of_a_rule(string json, string from, string expected, string why)
    {
        var day = DateOnly.Parse(from, CultureInfo.InvariantCulture);
        var days = new RecurrenceRule(Read(json), day).After(day.AddDays(-1)).Take(3);
        Assert.True(expected == string.Join(' ', days.Select(each => each.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))), $"{why}: {string.Join(' ', days)}");
    }

    [Fact]
    public void Whoever_goes_on_from_any_day_finds_the_same_days()
    {
        var rules = from every in Gen.Elements("day", "week", "month")
                    from interval in Gen.Choose(1, 40)
                    from days in Gen.Choose(0, 3).SelectMany(count => every switch
                    {
                        "week" => Gen.Elements(RecurrenceRule.Weekdays.Select(day => $"\"{day}\"").ToArray()).ArrayOf(count),
                        "month" => Gen.Choose(-31, 31).Where(day => day != 0).Select(day => day.ToString(CultureInfo.InvariantCulture)).ArrayOf(count),
                        _ => Gen.Constant(Array.Empty<string>()),
                    })
                    from first in Gen.Choose(0, 4000)
                    from ahead in Gen.Choose(0, 300)
                    select (Json: $$"""{"every":"{{every}}","interval":{{interval}},"on":[{{string.Join(',', days)}}],"at":"09:00"}""", From: new DateOnly(2026, 1, 1).AddDays(first), Ahead: ahead);
        Prop.ForAll(rules.ToArbitrary(), given =>
        {
            var rule = new RecurrenceRule(Read(given.Json), given.From);
            var all = rule.After(given.From.AddDays(-1)).Take(40).ToList();
            Assert.Equal(all.Order().Distinct(), all);
            Assert.True(all[0] >= given.From);
            var since = given.From.AddDays(given.Ahead);
            Assert.Equal(all.Where(day => day > since), rule.After(since).TakeWhile(day => day <= all[^1]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>To 2031, in each zone of the time zone database: every day has its instance once, whatever its clocks do, and at the hour that was asked for unless the clocks skip it.</summary>
    [Theory]
    [InlineData("00:00")]
    [InlineData("02:30")]
    [InlineData("23:30")]
    public void No_instance_is_lost_or_doubled_by_the_clocks_of_any_zone(string at)
    {
        var time = LocalTime.FromTimeOnly(TimeOnly.Parse(at, CultureInfo.InvariantCulture));
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var schedule = new Schedule { Kind = ScheduleKind.Recurring, Timezone = id, Recurrence = new Recurrence { Every = "day", At = at, Until = new DateOnly(2030, 12, 31) } };
            var (day, before) = (new DateOnly(2026, 1, 1), DateTimeOffset.MinValue);
            foreach (var instance in Instances.Of(schedule, new InstanceSeries(day, day.AddDays(-1), 0), "UTC"))
            {
                Assert.True(instance.Day == day && instance.At > before, $"{id}: {instance} after {before:u}");
                var local = LocalDate.FromDateOnly(day) + time;
                var shown = Instant.FromDateTimeOffset(instance.At).InZone(zone).LocalDateTime;
                var skipped = zone.MapLocal(local) is { Count: 0 } gap ? gap.LateInterval.WallOffset.Milliseconds - gap.EarlyInterval.WallOffset.Milliseconds : 0;
                Assert.True(shown == local.PlusMilliseconds(skipped), $"{id}: {instance} is {shown} there");
                (day, before) = (day.AddDays(1), instance.At);
            }

            Assert.Equal(new DateOnly(2031, 1, 1), day);
        }
    }

    [Theory]
    [InlineData("""{"every":"year"}""", "every")]
    [InlineData("""{"every":"week","on":[1]}""", "on")]
    [InlineData("""{"every":"week","on":["monday"]}""", "on")]
    [InlineData("""{"every":"month","on":["mon"]}""", "on")]
    [InlineData("""{"every":"month","on":[0]}""", "on")]
    [InlineData("""{"every":"month","on":[32]}""", "on")]
    [InlineData("""{"every":"month","on":[1.5]}""", "on")]
    [InlineData("""{"every":"day","on":["mon"]}""", "on")]
    [InlineData("""{"every":"day","interval":0}""", "interval")]
    [InlineData("""{"every":"day","at":"25:00"}""", "at")]
    [InlineData("""{"every":"day","until":"2027-02-30"}""", "until")]
    [InlineData("""{"every":"day","count":0}""", "count")]
    [InlineData("""{"every":"day","count":3,"until":"2027-02-28"}""", "count")]
    [InlineData("""{"every":"day","missed":"later"}""", "missed")]
    [InlineData("""{"every":"day","times":3}""", "times")]
    public void What_no_rule_can_say_is_refused_by_its_place(string json, string path)
    {
        var refused = Assert.Throws<InvalidInputException>(() => Read(json));
        Assert.Equal($"recurrence.{path}", Assert.Single(refused.Problems).Path);
    }

    private static Recurrence Read(string json) =>
        CampaignDefinitionReader.ReadSchedule(InputValue.Of(JsonElement.Parse($$"""{"recurrence":{{json}}}""")), CampaignType.Recurring)!.Recurrence!;
}
