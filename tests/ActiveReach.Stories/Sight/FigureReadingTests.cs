using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Sight;

/// <summary>Whoever watches counts what the figures count.</summary>
public sealed partial class FigureReadingTests
{
    [Fact]
    public async Task The_counters_of_a_campaign_that_was_sent_equal_its_figures()
    {
        await using var story = await StoryHost.StartAsync(settings:
        [
            ("Sandbox:ReplyRate", "0.3"), ("Sandbox:StopRate", "0"), ("Sandbox:DuplicateRate", "0.2"), ("Sandbox:ReorderRate", "0"), ("Sandbox:DeliveredRate", "0.9"), ("Sandbox:ClickRate", "0.5"),
        ]);
        using var readings = new Readings(story.Services);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(300) + "c301,Nobody,,only@example.com,Pune,IN,,\nc302,No,+919800000302,no@example.com,Pune,IN,opted_out,opted_out\n");
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT6H";
        var campaign = await story.Api.LaunchAsync(definition);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        long Figure(string name) => figures[name] is JsonObject reasons ? reasons.Sum(reason => (long)reason.Value!) : (long)figures[name]!;
        Assert.Equal(302, Figure("recipients"));
        Assert.Equal(Figure("recipients"), readings.Sum("activereach.planning.recipients"));
        Assert.Equal(Figure("skipped"), readings.Sum("activereach.planning.recipients", "skipped") + readings.Sum("activereach.delivery.recipients", "skipped"));
        Assert.Equal(Figure("sent"), readings.Sum("activereach.delivery.recipients", "sms", "handed"));
        Assert.Equal(Figure("sent"), readings.Sum("activereach.provider.answers", "sms", "accepted"));
        Assert.Equal(Figure("delivered"), readings.Sum("activereach.engagement.events", "sms", "delivered", "applied"));
        Assert.Equal(Figure("clicked"), readings.Sum("activereach.engagement.events", "clicked", "applied"));
        Assert.Equal(Figure("replied"), readings.Sum("activereach.engagement.events", "replied", "applied"));
        Assert.InRange(readings.Sum("activereach.engagement.inbox", "applied"), Figure("replied"), Figure("replied") * 2);
        Assert.Equal(8, readings.Sum("activereach.delivery.batches", "sms", "done"));
        Assert.Equal((1, 1), (readings.Sum("activereach.orchestrations.started", "CampaignLife"), readings.Sum("activereach.orchestrations.started", "RunStory")));
        Assert.True(readings.Sum("activereach.provider.call.duration", "sms") > 0);
        Assert.True(readings.Sum("messaging.process.duration", "deliver") > 0);
        Assert.True(readings.Sum("activereach.orchestration.step.duration", "SendStage") > 0);
    }

    [Fact]
    public async Task No_measurement_names_a_person()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0.5"), ("Sandbox:StopRate", "0.2")]);
        using var readings = new Readings(story.Services);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(50));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();
        readings.Now("activereach.queue.messages");

        Assert.NotEmpty(readings.Series);
        Assert.All(readings.Series, series => Assert.DoesNotMatch(Person(), series));
        Assert.All(readings.Series, series => Assert.DoesNotContain(campaign, series, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\+?\d{8,}|@|Asha|c\d+\b")]
    private static partial Regex Person();
}
