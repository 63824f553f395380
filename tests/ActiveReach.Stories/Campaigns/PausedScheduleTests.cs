using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

public sealed class PausedScheduleTests
{
    [Fact]
    public async Task A_campaign_paused_before_its_hour_goes_out_only_once_it_is_resumed()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Api.LaunchAsync(At("2026-11-24T10:00"));
        Assert.Equal("paused", (string)(await story.Api.PostAsync($"campaigns/{campaign}/pause"))["status"]!);
        await story.PassAsync(TimeSpan.FromHours(20));
        Assert.Equal("paused", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);

        Assert.Equal("scheduled", (string)(await story.Api.PostAsync($"campaigns/{campaign}/resume"))["status"]!);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(10, Witness.Of(story.Outbox, campaign).Count);
    }

    [Fact]
    public async Task What_was_paused_beyond_its_time_wants_a_new_one_before_it_is_resumed()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Api.LaunchAsync(At("2026-11-24T10:00"));
        await story.Api.PostAsync($"campaigns/{campaign}/pause");
        await story.PassAsync(TimeSpan.FromHours(30));
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync($"campaigns/{campaign}/resume"))).Status);

        await story.EditAsync(campaign, new { schedule = new { kind = "at", at = "2026-11-25T10:00", timezone = "Asia/Kolkata" } });
        await story.Api.PostAsync($"campaigns/{campaign}/resume");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.All(Witness.Of(story.Outbox, campaign), line => Assert.Equal(25, ((DateTimeOffset)line["time"]!).Day));
    }

    [Fact]
    public async Task Other_words_of_a_paused_campaign_are_approved_anew_and_leave_it_paused()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var definition = At("2026-11-24T10:00");
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com" } };
        var campaign = await story.Api.DraftAsync(definition);
        await story.Api.PostAsync($"campaigns/{campaign}/submit");
        await story.Sender.PostAsync($"campaigns/{campaign}/approve");
        await story.Api.PostAsync($"campaigns/{campaign}/pause");

        await story.EditAsync(campaign, new { description = "Other words" });
        Assert.Equal("needs_approval", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
        await story.Sender.PostAsync($"campaigns/{campaign}/approve");
        await story.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal("paused", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
        Assert.Empty(Witness.Of(story.Outbox, campaign));
    }

    private static Dictionary<string, object> At(string local)
    {
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = local, timezone = "Asia/Kolkata" };
        return definition;
    }
}
