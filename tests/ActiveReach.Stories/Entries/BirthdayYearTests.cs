using System.Globalization;
using System.Text;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>A year of birthdays all over the world, with 29 February and every change of the clocks in it, by the clocks of outlets; by everybody's own, for which a campaign looks three times as often, some weeks
/// of it. <c>./soak</c> takes 100,000 people and the year for both.</summary>
public sealed class BirthdayYearTests
{
    private const int Year = 370;

    private static readonly int? Many = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_BIRTHDAYS"), out var many) ? many : null;

    private static readonly int People = Many ?? 600;

    private const string Home = "Asia/Kolkata";

    private static readonly DateTimeOffset Begin = new(2027, 3, 10, 11, 0, 0, TimeSpan.Zero);

    private static readonly string[] Zones =
    [
        "Pacific/Kiritimati", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Tokyo", "Asia/Kathmandu", "Asia/Kolkata", "Africa/Cairo", "Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "America/New_York",
        "America/Los_Angeles", "Pacific/Honolulu", "Pacific/Pago_Pago",
    ];

    private static readonly string[] OutletZones = Many is null ? ["Pacific/Kiritimati", "Australia/Lord_Howe", "Europe/Berlin", "America/St_Johns", "America/Los_Angeles"] : Zones;

    /// <summary>Days of the year from one with birthdays to the next: each that has some has a run.</summary>
    private static readonly int Step = Many is null ? 3 : 1;

    [Theory]
    [InlineData("outlet", Year)]
    [InlineData("recipient", 35)]
    public async Task Everybody_gets_it_once_on_their_day_at_the_hour_of_their_clock(string clock, int days)
    {
        var (crowd, end) = (Crowd(), Begin.AddDays(Many is null ? days : Year));
        await using var story = await StoryHost.StartAsync(now: Begin, settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.PatchAsync("settings", new { timeZone = Home });
        foreach (var zone in OutletZones)
            await story.Api.PostAsync("outlets", new { name = zone, timeZone = zone });
        await story.Api.ImportAsync(Csv(crowd));
        var definition = Birthdays.Campaign();
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Dear {{first_name}}, many happy returns." }, email = new { subject = "Today", text = "Dear {{first_name}}, many happy returns. {{unsubscribe}}" } } } };
        definition["schedule"] = new { at = "09:00", timezone = clock };
        var campaign = await story.StandAsync(definition);
        var from = story.Clock.GetUtcNow();
        while (story.Clock.GetUtcNow() < end)
            await story.PassAsync(TimeSpan.FromDays(Many is null ? 5 : 1));
        var until = story.Clock.GetUtcNow();

        var expected = crowd.SelectMany(person => Enumerable.Range(2027, 2).Select(year => (person.Address, At: HourOf(person.Birthday, clock == "outlet" ? person.OutletZone : person.Zone, year)))).Where(each => each.At > from && each.At <= until).Order().ToList();
        var sent = Witness.Of(story.Outbox, campaign).Select(line => (Address: (string)line["to"]!, At: Birthdays.TimeOf(line))).Order().ToList();
        Assert.InRange(expected.Count, People * (until - from).Days * 8 / 10 / Year, People * 21 / 20);
        Assert.Equal(expected, sent);
        Assert.Equal(expected.Count, await story.RecipientsAsync(campaign));
    }

    /// <summary>What the clock shows, worked out without the product.</summary>
    private static DateTimeOffset HourOf(DateOnly birthday, string zone, int year)
    {
        var day = new DateTime(year, birthday.Month, Math.Min(birthday.Day, DateTime.DaysInMonth(year, birthday.Month)), 9, 0, 0);
        return new DateTimeOffset(day, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(day)).ToUniversalTime();
    }

    /// <summary>Some have a zone, some only an outlet, some both, and some neither.</summary>
    private static IReadOnlyList<Person> Crowd()
    {
        var random = new Random(29_02_2028);
        return
        [
            .. Enumerable.Range(0, People).Select(number => new Person(
                number,
                number % 40 == 0 ? new DateOnly(2004, 2, 29) : new DateOnly(1943 + random.Next(60), 1, 1).AddDays(Step * random.Next(365 / Step)),
                number % 4 < 3 ? Zones[random.Next(Zones.Length)] : null,
                number % 8 < 7 ? OutletZones[random.Next(OutletZones.Length)] : null)),
        ];
    }

    private static string Csv(IReadOnlyList<Person> crowd)
    {
        var csv = new StringBuilder("external_id,first_name,phone,email,timezone,outlet,birthday,consent.sms,consent.email\n");
        foreach (var person in crowd)
            csv.Append(CultureInfo.InvariantCulture, $"c{person.Number},Asha,{(person.Own is null ? "" : person.Address)},{(person.Own is null ? person.Address : "")},{person.Own},{person.Outlet},{person.Birthday:yyyy-MM-dd},opted_in,opted_in\n");
        return csv.ToString();
    }

    /// <param name="Own">The zone of the profile. Who has none has no phone either, which would tell another.</param>
    /// <param name="Outlet">That of the outlet, and its name.</param>
    private sealed record Person(int Number, DateOnly Birthday, string? Own, string? Outlet)
    {
        public string Address => Own is null ? $"p{Number}@example.com" : $"+49151{Number:00000000}";

        public string OutletZone => Outlet ?? Home;

        public string Zone => Own ?? OutletZone;
    }
}
