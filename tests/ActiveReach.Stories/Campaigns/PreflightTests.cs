using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Entries;

namespace ActiveReach.Stories.Campaigns;

/// <summary>What a campaign tells of itself before it is sent.</summary>
public sealed class PreflightTests
{
    [Fact]
    public async Task It_tells_how_long_it_takes_what_it_costs_and_what_its_test_can_see_and_is_right_about_the_first()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:RatePerMinute", "60"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0")]);
        await story.Api.PatchAsync("settings", new { prices = new { sms = 0.01 }, currency = "EUR" });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(300));
        var plain = await PreflightAsync(story, Some.Campaign());
        var sms = Assert.Single(plain["channels"]!.AsArray())!;
        Assert.Equal(("sms", 300, 1, 300, 60), ((string)sms["channel"]!, (int)sms["messages"]!, (int)sms["segmentsEach"]!, (int)sms["segments"]!, (int)sms["perMinute"]!));
        Assert.Equal((3m, "EUR"), ((decimal)plain["cost"]!, (string)plain["currency"]!));
        Assert.Equal(story.Clock.GetUtcNow().AddMinutes(5), DateTimeOffset.Parse((string)plain["endsAt"]!, null), TimeSpan.FromSeconds(30));
        Assert.Null(plain["experiment"]);

        var began = story.Clock.GetUtcNow();
        var campaign = await story.Sender.LaunchAsync(Some.Campaign());
        story.LetTimePass();
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! == 300);
        var last = Witness.Of(story.Outbox, campaign).Max(line => DateTimeOffset.Parse((string)line["time"]!, null));
        Assert.InRange(last - began, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task A_test_is_told_what_it_can_see_by_its_own_size()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2_000));
        var test = (await PreflightAsync(story, Some.Test("send_best")))["experiment"]!;
        Assert.InRange((int)test["perVariant"]!, 300, 500);
        Assert.InRange((double)test["smallestVisible"]!, 0.06, 0.1);
        Assert.Contains("smaller differences mostly end without a clear winner", (string)test["reading"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_price_there_is_no_cost_and_a_price_that_is_none_is_refused()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        Assert.Null((await PreflightAsync(story, Some.Campaign()))["cost"]);
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PatchAsync("settings", new { prices = new { sms = -1 } }));
        Assert.Contains("prices.sms is -1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_birthdays_it_tells_those_of_the_weeks_to_come_each_at_their_hour()
    {
        await using var story = await StoryHost.StartAsync(now: new DateTimeOffset(2027, 2, 20, 8, 30, 0, TimeSpan.Zero));
        await story.JoinAsync(("over", 1, "1990-02-20"), ("leapling", 2, "2004-02-29"), ("march", 3, "1990-03-10"), ("twin", 4, "1990-03-10"), ("april", 5, "1990-04-10"), ("out", 6, "1990-03-11"));
        await story.ChangeAsync("out", new { consent = new { sms = "opted_out" } });

        var told = await PreflightAsync(story, Birthdays.Campaign());

        Assert.Equal("2027-02-28T08:00:00+00:00 1, 2027-03-10T08:00:00+00:00 2", string.Join(", ", told["hours"]!.AsArray().Select(hour => $"{hour!["at"]} {hour["recipients"]}")));
        Assert.Equal((4, 1), ((int)told["recipients"]!, (int)told["skipped"]!["opted_out"]!));
        Assert.Equal(new DateTimeOffset(2027, 3, 22, 8, 30, 0, TimeSpan.Zero), DateTimeOffset.Parse((string)told["until"]!, null), TimeSpan.FromMinutes(5));
    }

    private static async Task<JsonNode> PreflightAsync(StoryHost story, object definition) =>
        await story.Api.GetAsync($"campaigns/{await story.Sender.DraftAsync(definition)}/preflight");
}
