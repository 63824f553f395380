using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

public sealed class OptOutTests
{
    [Fact]
    public async Task A_contact_who_texts_stop_gets_no_further_message()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(20));
        story.LetTimePass();
        var first = await story.Api.LaunchAsync(Some.Campaign("First"));
        await story.Api.UntilStatusAsync(first, "complete");

        await story.ReceiveTextAsync("+919800000007", " Stop. ", "stop-7");
        await story.Api.UntilAsync("contacts?q=c7@example.com", page => (string)page["items"]![0]!["consent"]!["sms"]! == "opted_out");
        var second = await story.Api.LaunchAsync(Some.Campaign("Second"));
        await story.Api.UntilStatusAsync(second, "complete");

        Assert.Equal(19, Witness.Of(story.Outbox, second).Count);
        Assert.DoesNotContain(Witness.Of(story.Outbox, second), line => (string)line["to"]! == "+919800000007");
        var figures = await story.Api.GetAsync($"campaigns/{second}/analytics");
        Assert.True(figures["skipped"]!["opted_out"] is not null, figures.ToJsonString());
        Assert.Equal(1, (long)figures["skipped"]!["opted_out"]!);
    }

    [Fact]
    public async Task A_contact_who_texts_stop_while_the_campaign_is_sent_is_skipped_with_the_reason()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:RatePerMinute", "60"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(400));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! > 0);
        await story.AtRestAsync();
        var sent = Witness.Of(story.Outbox, campaign).Select(line => (string)line["to"]!).ToHashSet();
        var (number, phone) = Enumerable.Range(1, 400).Select(each => (each, $"+9198{each:00000000}")).First(each => !sent.Contains(each.Item2));

        await story.ReceiveTextAsync(phone, "STOP", "stop");
        await story.Api.UntilAsync($"contacts?q=c{number}@example.com", page => (string)page["items"]![0]!["consent"]!["sms"]! == "opted_out");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.DoesNotContain(Witness.Of(story.Outbox, campaign), line => (string)line["to"]! == phone);
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((399, 1), ((long)figures["sent"]!, (long)figures["skipped"]!["opted_out"]!));
    }

    [Fact]
    public async Task A_stop_is_no_response_and_a_reply_is_one()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT6H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "active");

        await story.ReceiveTextAsync("+919800000001", "STOP", "stop-1");
        await story.ReceiveTextAsync("+919800000002", "don't stop!", "reply-2");
        await story.ReceiveTextAsync("+919800000003", "yes please", "reply-3");
        await story.ReceiveTextAsync("+919800000003", "yes please", "reply-3");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.True((long)figures["replied"]! == 2, figures.ToJsonString() + (await story.Api.GetAsync($"campaigns/{campaign}/responses")).ToJsonString());
        Assert.Equal(1, (long)figures["optedOut"]!);
        Assert.Equal(0.2, (double)figures["rates"]!["responseRate"]!, 3);
    }
}
