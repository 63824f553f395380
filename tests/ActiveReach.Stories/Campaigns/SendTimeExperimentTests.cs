using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>Variants that differ in when they are sent.</summary>
public sealed class SendTimeExperimentTests
{
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Morning = Tuesday.AddHours(8);
    private static readonly DateTimeOffset Evening = Tuesday.AddHours(17);

    [Fact]
    public async Task The_test_waits_for_the_last_of_its_hours_and_the_rest_gets_the_winner_at_the_winners()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0"), ("Sandbox:ClickRateByVariant:B", "0.9"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(200));
        var definition = Definition();
        definition["experiment"] = new { sample = 0.5, metric = "click", duration = "PT2H", onInconclusive = "send_control" };
        var campaign = await story.Sender.LaunchAsync(definition);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(story.Outbox, campaign);
        Assert.Equal(200, sent.Count);
        var test = sent.Where(line => Time(line) < Tuesday.AddDays(1)).ToList();
        Assert.InRange(test.Count, 70, 130);
        Assert.All(test, line => Assert.Equal((string)line["variant"]! == "A" ? Morning : Evening, Time(line), TimeSpan.FromMinutes(5)));
        Assert.All(sent.Except(test), line => Assert.Equal(("B", true), ((string)line["variant"]!, (Time(line) - Evening.AddDays(1)).Duration() < TimeSpan.FromMinutes(5))));
    }

    [Fact]
    public async Task Without_a_test_everybody_gets_a_variant_at_its_hour()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(60));
        var campaign = await story.Sender.LaunchAsync(Definition());
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(story.Outbox, campaign);
        Assert.Equal(60, sent.Count);
        Assert.Equal(["A", "B"], sent.Select(line => (string)line["variant"]!).Distinct().Order());
        Assert.All(sent, line => Assert.Equal((string)line["variant"]! == "A" ? Morning : Evening, Time(line), TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData("2026-11-23T05:00:00Z", "is before the campaign starts")]
    [InlineData("2027-03-01T05:00:00Z", "more than 30 days after")]
    public async Task An_hour_that_makes_no_sense_is_refused(string sendAt, string why)
    {
        await using var story = await StoryHost.StartAsync();
        var definition = Definition();
        definition["variants"] = new[] { new { id = "A", sendAt, content = new { sms = new { text = "Hi" } } } };
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Sender.LaunchAsync(definition));
        Assert.Equal(422, refused.Status);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Definition()
    {
        var definition = Some.Campaign();
        definition["variants"] = new[] { ("A", Morning), ("B", Evening) }.Select(each => new
        {
            id = each.Item1,
            sendAt = each.Item2.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            content = new { sms = new { text = "It's here: {{link 'https://shop.example/new'}}" } },
        });
        definition["schedule"] = new { kind = "at", at = "2026-11-23T10:00:00Z" };
        return definition;
    }

    private static DateTimeOffset Time(JsonNode line) => DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture);
}
