using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>It is Monday, 9:00 UTC: afternoon in Pune, one in the morning in Los Angeles, three in Austin.</summary>
public sealed class QuietHoursTests
{
    private const string West = """
        external_id,first_name,phone,country,region,timezone,consent.sms
        w1,Ann,+12135550101,US,US-CA,,opted_in
        w2,Bob,+12135550102,US,US-CA,,opted_in
        w3,Cid,+15125550103,US,US-TX,,opted_in
        """;

    [Fact]
    public async Task Everybody_gets_the_message_in_their_own_hours_and_the_campaign_says_what_it_waits_for()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(30));
        await story.Api.ImportAsync(West);
        var campaign = await story.Api.LaunchAsync(ByTheClock());
        await Witness.UntilAsync(story.Outbox, 30);
        await story.AtRestAsync();

        var waiting = await story.Api.GetAsync($"campaigns/{campaign}/recipients?action=pending&limit=100");
        var held = waiting["items"]!.AsArray().Where(item => (string?)item!["reason"] == "quiet_hours").ToDictionary(item => (string)item!["externalId"]!, item => (string)item!["rule"]!);
        Assert.Equal(new Dictionary<string, string> { ["w1"] = "texts 8-21", ["w2"] = "texts 8-21", ["w3"] = "Texas 9-21" }, held);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var sent = Witness.Of(story.Outbox, campaign).ToDictionary(line => (string)line["to"]!, Time);
        Assert.Equal(33, sent.Count);
        Assert.Equal((16, 16, 15), (sent["+12135550101"].Hour, sent["+12135550102"].Hour, sent["+15125550103"].Hour));
        Assert.Equal(30, sent.Values.Count(time => time.Hour == 9));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((33, 33), ((long)figures["recipients"]!, figures.Outcomes()));
    }

    [Fact]
    public async Task While_only_waiting_is_left_the_reason_names_how_many_until_when_and_the_rule()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(West);
        var campaign = await story.Api.LaunchAsync(ByTheClock());
        var waiting = await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("wait for their hour", StringComparison.Ordinal) == true);
        Assert.Equal("3 recipients wait for their hour, from 2026-11-23 15:00:00Z to 2026-11-23 16:00:00Z (quiet hours: Texas 9-21).", (string?)waiting["statusReason"]);
        Assert.Null(waiting["nextAction"]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
    }

    [Fact]
    public async Task Who_waits_through_a_crash_and_a_pause_gets_one_message_in_their_hour()
    {
        var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(West);
        var campaign = await story.Api.LaunchAsync(ByTheClock());
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("wait for their hour", StringComparison.Ordinal) == true);
        await story.CrashAsync();

        await using var again = await StoryHost.StartAsync(story.Directory, StoryHost.Monday.AddHours(1));
        await again.Api.PostAsync($"campaigns/{campaign}/pause");
        await again.Api.UntilStatusAsync(campaign, "paused");
        await again.Api.PostAsync($"campaigns/{campaign}/resume");
        again.LetTimePass();
        await again.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal([15, 16, 16], Witness.Of(again.Outbox, campaign).Select(line => Time(line).Hour).Order());
    }

    private static Dictionary<string, object> ByTheClock()
    {
        var definition = Some.Campaign();
        definition["quietHours"] = true;
        return definition;
    }

    private static DateTimeOffset Time(JsonNode line) => DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture);
}
