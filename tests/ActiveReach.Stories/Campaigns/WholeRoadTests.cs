using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

public sealed class WholeRoadTests
{
    [Fact]
    public async Task A_campaign_goes_its_whole_way_from_a_viewers_draft_to_final_figures()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRateByVariant:A", "0.05"), ("Sandbox:ClickRateByVariant:B", "0.6")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2_000));
        var campaign = await story.Viewer.DraftAsync(TwoVariants());

        var submitted = await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        Assert.Equal("needs_approval", (string)submitted["status"]!);
        Assert.Empty(Witness.Of(story.Outbox, campaign));

        await story.ApproveByLinkAsync(campaign);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal("B", (string)figures["experiment"]!["winner"]!);
        Assert.Equal(2_000, (long)figures["recipients"]!);
        Assert.Equal(2_000, figures.Outcomes());
        var sent = Witness.Of(story.Outbox, campaign);
        Assert.Equal((long)figures["sent"]!, sent.Count);
        Assert.Equal(sent.Count, sent.Select(line => (string)line["contact"]!).Distinct().Count());
        Assert.InRange(sent.Count(line => (string)line["variant"]! == "A"), 100, 300);
        Assert.True((long)figures["clicked"]! > 0 && (long)figures["replied"]! > 0);
    }

    [Fact]
    public async Task The_reply_window_closes_six_hours_after_the_last_hand_off()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(50));
        var definition = Some.Campaign();
        definition.Remove("replyWindow");
        var campaign = await story.Api.LaunchAsync(definition);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var run = (await story.Api.GetAsync($"campaigns/{campaign}/runs"))["items"]![0]!;
        var settled = (DateTimeOffset)run["settledAt"]!;
        Assert.Equal(TimeSpan.FromHours(6), (DateTimeOffset)run["windowClosesAt"]! - settled);
        Assert.InRange((DateTimeOffset)run["completedAt"]! - settled, TimeSpan.FromHours(6), TimeSpan.FromHours(6.1));
    }

    private static Dictionary<string, object> TwoVariants()
    {
        var definition = Some.Campaign();
        definition["variants"] = new[]
        {
            new { id = "A", content = new { sms = new { text = "Hi {{first_name}}: {{link 'https://shop.example/a'}}" } } },
            new { id = "B", content = new { sms = new { text = "{{first_name}}, it's here: {{link 'https://shop.example/b'}}" } } },
        };
        definition["experiment"] = new { sample = 0.2, metric = "click", duration = "PT4H", holdout = 0.05, onInconclusive = "send_best" };
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com" } };
        definition["replyWindow"] = "PT6H";
        definition["quietHours"] = true;
        return definition;
    }
}
