using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Messages;

public sealed class SmsEndTests
{
    [Fact]
    public async Task A_text_leaves_with_the_line_and_the_length_that_the_preview_showed_and_who_would_get_too_many_segments_is_skipped()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:ClickRate", "0")]);
        await story.Api.PatchAsync("settings", new { smsOptOutLine = "Reply STOP to opt out", smsMaxSegments = 3, customFields = new { note = "text" } });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var people = (await story.Api.GetAsync("contacts"))["items"]!.AsArray();
        await story.Api.PatchAsync($"contacts/{people[0]!["id"]}", new { custom = new { note = new string('x', 500) } });
        var definition = Some.Campaign();
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Hi {{first_name}} {{custom.note}} {{link 'https://shop.example/new'}}" } } } };
        story.LetTimePass();

        var campaign = await story.Api.LaunchAsync(definition);
        var preview = await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={people[1]!["id"]}&channel=sms");
        await story.Api.UntilStatusAsync(campaign, "complete");

        var lines = Witness.Of(story.Outbox, campaign);
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.EndsWith("\nReply STOP to opt out", (string)line["body"]!, StringComparison.Ordinal));
        var body = (string)lines.Single(line => (string)line["contact"]! == (string)people[1]!["id"]!)["body"]!;
        Assert.Equal((int)preview["segments"]!["units"]!, body.Length);
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["skipped"]!["too_many_segments"]!);
    }
}
