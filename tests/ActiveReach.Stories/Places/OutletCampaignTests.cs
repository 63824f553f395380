using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Places;

/// <summary>A brand with fifty outlets in twelve zones. It is Monday, 9:00 UTC.</summary>
public sealed class OutletCampaignTests
{
    private const int Outlets = 50;
    private const int PeopleEach = 4;

    private static readonly string[] Zones =
    [
        "Pacific/Auckland", "Australia/Adelaide", "Asia/Tokyo", "Asia/Kolkata", "Asia/Dubai", "Europe/Berlin", "Europe/London", "America/Sao_Paulo", "America/New_York",
        "America/Chicago", "America/Denver", "America/Los_Angeles",
    ];

    [Fact]
    public async Task A_brand_campaign_reaches_each_outlet_as_its_own_and_leaves_out_those_with_a_campaign_of_their_own()
    {
        await using var story = await StoryHost.StartAsync(settings:
            [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:RefusedSenders", SenderOf(7))]);
        var outlets = await OpenAsync(story);
        var brand = await story.Api.DraftAsync(Brand());
        var own = new List<string>();
        foreach (var number in new[] { 1, 11, 21, 31, 41 })
            own.Add(await story.Api.LaunchAsync(Override(brand, $"Shop {number}")));
        await story.Api.DraftAsync(Override(brand, "Shop 2"));
        await story.Api.PostAsync($"campaigns/{await story.Api.LaunchAsync(Override(brand, "Shop 3"))}/cancel");
        await story.Api.PostAsync($"campaigns/{brand}/launch");

        story.LetTimePass();
        var done = await story.Api.UntilStatusAsync(brand, "complete");
        var sent = Witness.Of(story.Outbox, brand);
        Assert.Equal((Outlets - 6) * PeopleEach, sent.Count);
        foreach (var line in sent)
        {
            var number = outlets[(string)line["outlet"]!];
            var local = TimeZoneInfo.ConvertTime(Time(line), TimeZoneInfo.FindSystemTimeZoneById(ZoneOf(number)));
            Assert.Equal((24, 10, 0), (local.Day, local.Hour, local.Minute));
            Assert.Equal(SenderOf(number), (string?)line["from"]);
            Assert.StartsWith($"Shop {number} opens at {number % 4 + 6}", (string)line["body"]!, StringComparison.Ordinal);
        }

        var figures = await story.Api.GetAsync($"campaigns/{brand}/analytics?by=outlet");
        Assert.Equal((Outlets * PeopleEach, Outlets * PeopleEach), ((int)figures["recipients"]!, (int)figures.Outcomes()));
        Assert.Equal((5 * PeopleEach, PeopleEach), ((int)figures["skipped"]!["overridden"]!, (int)figures["failed"]!));
        Assert.Contains("Shop 7", (string)done["nextAction"]!, StringComparison.Ordinal);
        var failed = await story.Api.GetAsync($"campaigns/{brand}/recipients?action=failed");
        Assert.All(failed["items"]!.AsArray(), item => Assert.Equal(("sender_refused", 7), ((string?)item!["reason"], outlets[(string)item["outlet"]!])));
        var skipped = await story.Api.GetAsync($"campaigns/{brand}/recipients?action=skipped");
        Assert.Equal(own.Order(), skipped["items"]!.AsArray().Select(item => (string)item!["rule"]!).Distinct().Order());

        var shop9 = await story.Api.GetAsync($"campaigns/{brand}/analytics?location=shop%209");
        Assert.Equal((PeopleEach, PeopleEach, PeopleEach), ((int)shop9["recipients"]!, (int)shop9["delivered"]!, (int)shop9["attempts"]!["sms"]!["sent"]!));
        Assert.Equal(PeopleEach, (int)(await story.Api.GetAsync($"campaigns/{brand}/recipients?action=delivered&location=Shop%209"))["total"]!);
        Assert.Equal((1, 0), (Count(await story.Api.GetAsync($"campaigns/{brand}/runs?location=Shop%209")), Count(await story.Api.GetAsync($"campaigns/{brand}/runs?location=Nowhere"))));
        Assert.Equal(own[0], (string?)(await story.Api.GetAsync("campaigns?location=Shop%201"))["items"]![0]!["id"]);

        foreach (var campaign in own)
        {
            await story.Api.UntilStatusAsync(campaign, "complete");
            Assert.Equal(PeopleEach, (int)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["recipients"]!);
        }
    }

    private static int Count(JsonNode page) => page["items"]!.AsArray().Count;

    /// <returns>Numbers of outlets by id.</returns>
    private static async Task<Dictionary<string, int>> OpenAsync(StoryHost story)
    {
        var (ids, csv) = (new Dictionary<string, int>(StringComparer.Ordinal), new StringBuilder("external_id,first_name,phone,outlet,timezone,consent.sms\n"));
        for (var number = 1; number <= Outlets; number++)
        {
            var outlet = await story.Api.PostAsync("outlets", new
            {
                name = $"Shop {number}",
                timeZone = ZoneOf(number),
                senders = new { sms = SenderOf(number) },
                values = new { opening = $"{number % 4 + 6}" },
            });
            ids[(string)outlet["id"]!] = number;
            for (var person = 0; person < PeopleEach; person++)
                csv.Append(CultureInfo.InvariantCulture, $"p{number}-{person},Asha,+9198{(number * 100) + person:00000000},Shop {number},,opted_in\n");
        }

        await story.Api.ImportAsync(csv.ToString());
        return ids;
    }

    private static Dictionary<string, object> Brand()
    {
        var definition = Some.Campaign("Brand");
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "{{outlet}} opens at {{outlet.opening}}, {{first_name}}" } } } };
        definition["schedule"] = new { kind = "at", at = "2026-11-24T10:00", timezone = "outlet" };
        return definition;
    }

    private static Dictionary<string, object> Override(string brand, string outlet)
    {
        var definition = Some.Campaign($"{outlet} alone");
        definition["location"] = outlet;
        definition["overrides"] = brand;
        definition["schedule"] = new { kind = "at", at = "2026-11-25T10:00", timezone = "UTC" };
        return definition;
    }

    private static string ZoneOf(int number) => Zones[number % Zones.Length];

    private static string SenderOf(int number) => string.Create(CultureInfo.InvariantCulture, $"+1800555{1000 + number}");

    private static DateTimeOffset Time(JsonNode line) => DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture);
}
