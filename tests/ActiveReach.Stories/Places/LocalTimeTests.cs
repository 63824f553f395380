using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Places;

/// <summary>It is Monday, 9:00 UTC: 14:30 in Pune, 10:00 in Berlin, 4:00 in New York, 22:00 in Auckland.</summary>
public sealed class LocalTimeTests
{
    private const string World = """
        external_id,first_name,phone,timezone,consent.sms
        pune,Asha,+919812345601,,opted_in
        berlin,Bert,+4915112345602,,opted_in
        york,Cleo,+12125550103,,opted_in
        angeles,Dan,+12135550104,,opted_in
        auckland,Eve,+919812345605,Pacific/Auckland,opted_in
        silent,Fay,+64211234567,,opted_out
        """;

    [Fact]
    public async Task Everybody_gets_the_message_when_their_own_clock_shows_the_time()
    {
        await using var story = await StartAsync();
        var campaign = await story.Api.DraftAsync(At("2026-11-24T18:15"));
        var preflight = await story.Api.GetAsync($"campaigns/{campaign}/preflight");
        Assert.Equal(
            ["2026-11-24T05:15:00Z 1", "2026-11-24T12:45:00Z 1", "2026-11-24T17:15:00Z 1", "2026-11-24T23:15:00Z 1", "2026-11-25T02:15:00Z 1"],
            preflight["hours"]!.AsArray().Select(hour => $"{Time(hour!["at"]!):yyyy-MM-dd'T'HH:mm:ss'Z'} {hour["recipients"]}"));
        Assert.Equal((6, 1, 0), ((int)preflight["recipients"]!, (int)preflight["skipped"]!["opted_out"]!, preflight["problems"]!.AsArray().Count));

        var launched = await story.Api.PostAsync($"campaigns/{campaign}/launch");
        Assert.Equal(Utc(24, 5, 15), Time(launched["startsAt"]!));
        await story.PassAsync(TimeSpan.FromHours(21));
        var waiting = await story.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal(("sending", Utc(25, 2, 15)), ((string)waiting["status"]!, Time(waiting["expectedEnd"]!)));
        Assert.Equal("4 recipients wait for their hour, from 2026-11-24 12:45:00Z to 2026-11-25 02:15:00Z.", (string?)waiting["statusReason"]);
        var pending = await story.Api.GetAsync($"campaigns/{campaign}/recipients?action=pending");
        Assert.All(pending["items"]!.AsArray().Where(item => (string)item!["state"]! == "planned"), item => Assert.Equal("local_time", (string?)item!["reason"]));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(
            new Dictionary<string, DateTimeOffset>
            {
                ["+919812345605"] = Utc(24, 5, 15),
                ["+919812345601"] = Utc(24, 12, 45),
                ["+4915112345602"] = Utc(24, 17, 15),
                ["+12125550103"] = Utc(24, 23, 15),
                ["+12135550104"] = Utc(25, 2, 15),
            },
            SentAt(story, campaign));
    }

    [Theory]
    [InlineData("next_day", "+12125550103 23 15:00, +12135550104 23 18:00, +919812345605 23 21:00, +919812345601 24 04:30, +4915112345602 24 09:00")]
    [InlineData("skip", "+12125550103 23 15:00, +12135550104 23 18:00")]
    public async Task Whose_time_was_over_gets_it_the_next_day_or_not_at_all(string slotPassed, string sent)
    {
        await using var story = await StartAsync();
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var campaign = await story.Api.LaunchAsync(At("2026-11-23T10:00", slotPassed));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(sent, string.Join(", ", SentAt(story, campaign).OrderBy(each => each.Value).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} {each.Value:dd HH:mm}"))));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((6, slotPassed == "skip" ? 3 : 0), ((int)figures.Outcomes(), (int?)figures["skipped"]!["slot_passed"] ?? 0));
    }

    [Fact]
    public async Task Quiet_hours_move_a_local_time_to_their_end()
    {
        await using var story = await StartAsync();
        var definition = At("2026-11-24T06:30");
        definition["quietHours"] = true;
        var campaign = await story.Api.LaunchAsync(definition);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal((Utc(24, 2, 30), Utc(24, 7, 0), Utc(24, 13, 0)), (SentAt(story, campaign)["+919812345601"], SentAt(story, campaign)["+4915112345602"], SentAt(story, campaign)["+12125550103"]));
    }

    [Fact]
    public async Task Nobody_approved_it_by_the_first_slot_so_it_is_cancelled_and_never_sent()
    {
        await using var story = await StartAsync();
        var campaign = await story.Sender.DraftAsync(At("2026-11-24T18:15"));
        var submitted = await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        Assert.Equal(Utc(24, 5, 15), Time(submitted["approvalExpiresAt"]!));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "cancelled");
        Assert.Empty(Witness.Of(story.Outbox, campaign));
    }

    [Fact]
    public async Task Somebody_further_east_who_joins_before_the_start_is_in_time()
    {
        await using var story = await StartAsync();
        var campaign = await story.Api.LaunchAsync(At("2026-11-26T10:00"));
        await story.Api.ImportAsync("external_id,phone,timezone,consent.sms\nkiritimati,+919812345699,Pacific/Kiritimati,opted_in\n");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(Utc(25, 20, 0), SentAt(story, campaign)["+919812345699"]);
    }

    [Fact]
    public async Task A_test_lasts_from_its_last_hand_over_and_the_rest_gets_the_winner_at_the_same_time_a_day_later()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(200));
        var definition = Some.Test("send_best");
        definition["schedule"] = new { kind = "at", at = "2026-11-24T10:00", timezone = "recipient" };
        var campaign = await story.Api.LaunchAsync(definition);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var sent = Witness.Of(story.Outbox, campaign).Where(line => (string)line["channel"]! == "sms").ToList();
        Assert.Equal([Utc(24, 4, 30), Utc(25, 4, 30)], sent.Select(SentAt).Distinct().Order());
        Assert.Single(sent.Where(line => SentAt(line).Day == 25).Select(line => (string)line["variant"]!).Distinct());
    }

    [Fact]
    public async Task A_test_that_would_end_after_the_first_of_the_rest_are_due_is_refused_with_the_dates()
    {
        await using var story = await StartAsync();
        var definition = Some.Test("send_best");
        definition["schedule"] = new { kind = "at", at = "2026-11-24T10:00", timezone = "recipient" };
        var campaign = await story.Api.DraftAsync(definition);
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync($"campaigns/{campaign}/launch"));
        Assert.Contains("test_too_long", refused.Message, StringComparison.Ordinal);
        Assert.Contains("it ends at 2026-11-24 22:00:00Z at the earliest, and the first of the rest are due at 2026-11-24 21:00:00Z", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<StoryHost> StartAsync()
    {
        var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(World);
        return story;
    }

    private static Dictionary<string, object> At(string local, string? slotPassed = null)
    {
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = local, timezone = "recipient", slotPassed };
        return definition;
    }

    /// <summary>By address, to the minute.</summary>
    private static Dictionary<string, DateTimeOffset> SentAt(StoryHost story, string campaign) =>
        Witness.Of(story.Outbox, campaign).ToDictionary(line => (string)line["to"]!, SentAt);

    private static DateTimeOffset SentAt(JsonNode line) => new(Time(line["time"]!).Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static DateTimeOffset Utc(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);

    private static DateTimeOffset Time(JsonNode value) => DateTimeOffset.Parse((string)value!, CultureInfo.InvariantCulture);
}
