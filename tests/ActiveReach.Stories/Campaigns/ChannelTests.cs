using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

public sealed class ChannelTests
{
    private const int Contacts = 100;


    [Fact]
    public async Task Whoever_a_text_does_not_reach_gets_the_mail_and_counts_once()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "0.6"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(OnBoth("first_reachable"));
        await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(story.Outbox, campaign).ToLookup(line => (string)line["channel"]!, line => (string)line["contact"]!);
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal(Contacts, sent["sms"].Count());
        Assert.Equal((long)figures["attempts"]!["sms"]!["failed"]!, sent["email"].Count());
        Assert.Equal(sent["email"].Count(), sent["email"].Distinct().Count());
        Assert.InRange(sent["email"].Count(), 20, 60);
        Assert.Equal(Contacts, (long)figures["recipients"]!);
        Assert.Equal(Contacts, figures.Outcomes());
        Assert.True((long)figures["delivered"]! > Contacts - sent["email"].Count());
    }

    [Fact]
    public async Task On_all_channels_everybody_gets_both_messages_and_counts_once()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(OnBoth("all"));
        await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(story.Outbox, campaign);
        Assert.Equal(2 * Contacts, sent.Select(line => $"{line["channel"]} {line["contact"]}").Distinct().Count());
        Assert.Equal(2 * Contacts, sent.Count);
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal(Contacts, (long)figures["recipients"]!);
        Assert.Equal(Contacts, figures.Outcomes());
    }

    private static Dictionary<string, object> OnBoth(string delivery)
    {
        var definition = Some.Test("send_best");
        definition.Remove("experiment");
        definition["variants"] = ((object[])definition["variants"])[..1];
        definition["delivery"] = delivery;
        return definition;
    }
}
