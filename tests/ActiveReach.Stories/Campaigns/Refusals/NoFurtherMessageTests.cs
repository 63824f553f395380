using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Stories.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Campaigns;

/// <summary>R4: whoever says stop between planning and sending, in whatever way, gets nothing; here while their message waits for its hour.</summary>
public sealed class NoFurtherMessageTests
{
    private static readonly (string, string)[] Quiet = [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")];

    /// <summary>It is seven in the morning there, and the clock stands still.</summary>
    private static string Islanders => "external_id,first_name,phone,timezone,consent.sms\n"
        + string.Concat(Enumerable.Range(1, 8).Select(number => $"w{number},Ann{number},+44770090010{number},Atlantic/South_Georgia,opted_in\n"));

    [Fact]
    public async Task Whoever_says_stop_in_any_way_while_their_message_waits_gets_nothing()
    {
        await using var story = await StoryHost.StartAsync(settings: Quiet);
        await story.Api.ImportAsync(Islanders);
        await story.SendAsync(HttpMethod.Patch, "settings", new { topics = new { offers = new { name = "Offers" } } });
        story.LetTimePass();
        var first = await story.Api.LaunchAsync(Some.Campaign("First"));
        await story.Api.UntilStatusAsync(first, "complete");
        story.HoldTime();

        var definition = Some.Campaign("Second");
        definition["quietHours"] = true;
        definition["topic"] = "offers";
        var second = await story.Api.LaunchAsync(definition);
        await story.Api.UntilAsync($"campaigns/{second}", answer => ((string?)answer["statusReason"])?.StartsWith("8 recipients wait", StringComparison.Ordinal) == true);

        await story.ReceiveTextAsync("+447700900101", "STOP", "stop-1");
        await story.UnsubscribeAsync(Witness.Of(story.Outbox, first).Single(line => (string)line["to"]! == "+447700900102"));
        await story.SendAsync(HttpMethod.Put, $"contacts/{await story.IdOfAsync("w3")}/consents", new { consents = new { sms = "opted_out" } });
        await story.Sender.PostAsync("suppressions", new { address = "+447700900104" });
        await story.SendAsync(HttpMethod.Put, $"contacts/{await story.IdOfAsync("w5")}/consents", new { topics = new { offers = new { sms = "opted_out" } } });
        await story.ReceiveTextAsync("+447700900106", "please stop texting me", "stop-6");
        await story.SendAsync(HttpMethod.Delete, $"contacts/{await story.IdOfAsync("w7")}", null);
        await story.Api.UntilAsync("contacts?q=w1", page => (string)page["items"]![0]!["consent"]!["sms"]! == "opted_out");
        await story.Api.UntilAsync("contacts?q=w2", page => (string)page["items"]![0]!["consent"]!["sms"]! == "opted_out");
        await story.Api.UntilAsync("consent/reviews", page => (long)page["total"]! == 1);
        Assert.Empty(Witness.Of(story.Outbox, second));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(second, "complete");
        Assert.Equal(["+447700900108"], Witness.Of(story.Outbox, second).Select(line => (string)line["to"]!));
        var figures = await story.Api.GetAsync($"campaigns/{second}/analytics");
        Assert.Equal(
            """{"contact_gone":1,"held_for_review":1,"opted_out":3,"suppressed":1,"topic_opted_out":1}""",
            new JsonObject(figures["skipped"]!.AsObject().OrderBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => KeyValuePair.Create(reason.Key, reason.Value?.DeepClone()))).ToJsonString());
        Assert.Equal(8, figures.Outcomes());
    }

    [Fact]
    public async Task Whoever_says_stop_while_a_fallback_waits_gets_nothing_by_the_next_channel()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(6));
        await story.SendAsync(HttpMethod.Patch, "settings", new { quietHours = new { rules = new[] { new { name = "Mail at tea", channels = new[] { "email" }, open = "16:00", close = "17:00" } } } });
        var definition = Some.Campaign();
        definition["quietHours"] = true;
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Hi" }, email = new { subject = "Hi", text = "Hi" } } } };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(10));
        await story.Api.UntilAsync($"campaigns/{campaign}/recipients?action=pending", page => page["items"]!.AsArray().Count(item => (string?)item!["rule"] == "Mail at tea") == 6);
        Assert.DoesNotContain(Witness.Of(story.Outbox, campaign), line => (string)line["channel"]! == "email");

        await story.SendAsync(HttpMethod.Put, $"contacts/{await story.IdOfAsync("c1")}/consents", new { consents = new { email = "opted_out" } });
        await story.Sender.PostAsync("suppressions", new { address = "c2@example.com" });
        await story.SendAsync(HttpMethod.Delete, $"contacts/{await story.IdOfAsync("c3")}", null);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(
            ["c4@example.com", "c5@example.com", "c6@example.com"],
            Witness.Of(story.Outbox, campaign).Where(line => (string)line["channel"]! == "email").Select(line => (string)line["to"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_frequency_cap_holds_over_campaigns()
    {
        await using var story = await StoryHost.StartAsync(settings: Quiet);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(20));
        await story.SendAsync(HttpMethod.Patch, "settings", new { caps = new[] { new { name = "two texts a week", channels = new[] { "sms" }, most = 2, within = "P7D" } } });
        story.LetTimePass();
        var campaigns = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => story.Api.LaunchAsync(Some.Campaign($"No. {number}"))));
        foreach (var campaign in campaigns)
            await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Read(story.Outbox).GroupBy(line => (string)line["to"]!).ToList();
        Assert.Equal(20, sent.Count);
        Assert.All(sent, lines => Assert.Equal(2, lines.Count()));
        var skipped = 0L;
        foreach (var campaign in campaigns)
            skipped += (long?)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["skipped"]!["frequency_cap"] ?? 0;
        Assert.Equal(40, skipped);
        var last = await story.Api.GetAsync($"campaigns/{campaigns[3]}/recipients?action=skipped&limit=100");
        Assert.All(last["items"]!.AsArray(), item => Assert.Equal("two texts a week", (string?)item!["rule"]));
    }
}

/// <summary>What the stories of this file do to the app.</summary>
internal static class Stopping
{
    public static async Task SendAsync(this StoryHost story, HttpMethod verb, string path, object? body)
    {
        using var request = new HttpRequestMessage(verb, $"api/workspaces/demo/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await story.Api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{verb} {path}: {await answer.Content.ReadAsStringAsync()}");
    }

    public static async Task<string> IdOfAsync(this StoryHost story, string externalId) => (string)(await story.Api.GetAsync($"contacts?q={externalId}"))["items"]![0]!["id"]!;

    /// <summary>Presses the button of the page behind the link of a message.</summary>
    public static async Task UnsubscribeAsync(this StoryHost story, JsonNode message)
    {
        Assert.True(LedgerAddress.TryParse((string)message["idempotencyKey"]!, out var address));
        var run = await story.Services.GetRequiredService<RunRecords>().FindAsync(address.Run);
        var token = story.Services.GetRequiredService<LinkTokens>().Write(LinkPurpose.Unsubscribe, new LinkToken(run!.Number, address, 0));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"u/{token}") { Content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]) };
        using var answer = await story.Api.RawAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
