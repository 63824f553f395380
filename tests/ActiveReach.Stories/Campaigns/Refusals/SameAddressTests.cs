using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>A2: what one contact refuses while messages wait holds for everybody with the address, after the claim and in fallback. Of those who share
/// it one is sent to.</summary>
public sealed class SameAddressTests
{
    [Fact]
    public async Task Whoever_shares_the_number_of_somebody_who_says_no_while_their_message_waits_gets_nothing()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync("external_id,phone,timezone,consent.sms\n" + string.Concat(Enumerable.Range(1, 4).SelectMany(number => new[] { "one", "other" }, (number, which) => $"{which}{number},+44770090010{number},Atlantic/South_Georgia,opted_in\n")));
        var definition = Some.Campaign();
        definition["quietHours"] = true;
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("recipients wait", StringComparison.Ordinal) == true);

        await story.SendAsync(HttpMethod.Put, $"contacts/{await story.IdOfAsync("one1")}/consents", new { consents = new { sms = "opted_out" } });
        await story.Api.ImportAsync("external_id,consent.sms\none2,opted_out\n");
        await story.ReceiveTextAsync("+447700900103", "please stop texting me", "stop-3");
        await story.Api.UntilAsync("consent/reviews", page => (long)page["total"]! == 1);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(["+447700900104"], Witness.Of(story.Outbox, campaign).Select(line => (string)line["to"]!).Distinct());
        var skipped = (await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["skipped"]!.AsObject();
        Assert.Equal((2, 1, 4), ((int)skipped["opted_out"]!, (int)skipped["held_for_review"]!, (int)skipped["duplicate_address"]!));
    }

    [Fact]
    public async Task Whoever_shares_the_mailbox_of_somebody_who_says_no_gets_nothing_by_fallback()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "0")]);
        await story.Api.ImportAsync("""
            external_id,phone,email,consent.sms,consent.email
            one,+447700900101,both@example.com,opted_in,opted_in
            other,+447700900102,Both@Example.com,opted_in,opted_in
            third,+447700900103,third@example.com,opted_in,opted_in

            """);
        await story.SendAsync(HttpMethod.Patch, "settings", new { quietHours = new { rules = new[] { new { name = "Mail at tea", channels = new[] { "email" }, open = "16:00", close = "17:00" } } } });
        var definition = Some.Campaign();
        definition["quietHours"] = true;
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        definition["variants"] = JsonNode.Parse("""[{"id":"A","content":{"sms":{"text":"Hi"},"email":{"subject":"Hi","text":"Hi"}}}]""")!;
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(10));
        await story.Api.UntilAsync($"campaigns/{campaign}/recipients?action=pending", page => page["items"]!.AsArray().Count(item => (string?)item!["rule"] == "Mail at tea") == 2);

        await story.SendAsync(HttpMethod.Put, $"contacts/{await story.IdOfAsync("one")}/consents", new { consents = new { email = "opted_out" } });
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(["third@example.com"], Witness.Of(story.Outbox, campaign).Where(line => (string)line["channel"]! == "email").Select(line => (string)line["to"]!));
    }
}
