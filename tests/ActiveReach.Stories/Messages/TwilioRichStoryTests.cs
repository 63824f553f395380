using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Cast;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Media;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.Vendors;

namespace ActiveReach.Stories.Messages;

/// <summary>RCS and WhatsApp through Twilio.</summary>
public sealed class TwilioRichStoryTests
{
    private const string PublicUrl = "http://localhost:8999";
    private const string Webhook = PublicUrl + "/api/webhooks/twilio";

    [Fact]
    public async Task Rcs_is_read_and_answered_and_whoever_it_does_not_reach_gets_the_text()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, "sms,rcs");
        await story.Api.PatchAsync("settings", new { senders = new { rcs = "shop_agent" } });
        await story.PersonAsync("reader", "rcs", "sms");
        twilio.Next(VendorFate.Refused(400, "63036"));
        var definition = Stage.Campaign("rcs", "sms");
        definition["replyWindow"] = "PT1H";

        // Twilio shows no such cards: they are refused by name, unless there are words for whoever can't see them.
        var cards = new[] { new { title = "Tea" }, new { title = "Coffee" } };
        definition["variants"] = new[] { new { id = "A", content = new { rcs = new { cards }, sms = new { text = "It's here. Reply STOP to opt out" } } } };
        var several = await story.Api.DraftAsync(definition);
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync($"campaigns/{several}/submit"));
        Assert.Contains("not_carried", refused.Message, StringComparison.Ordinal);
        Assert.Contains("variants[0].content.rcs.cards", refused.Message, StringComparison.Ordinal);

        definition["variants"] = new[] { new { id = "A", content = new { rcs = new { text = "Hi {{first_name}}, it's here.", cards }, sms = new { text = "It's here. Reply STOP to opt out" } } } };
        var first = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("+18005550100", Assert.Single(twilio.Texts).From);

        var second = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));
        var message = twilio.Texts[1];
        Assert.Equal(("rcs:shop_agent", "Hi reader, it's here."), (message.From, message.Body));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await story.TwilioTellsAsync(message.Report("read")), await story.TwilioTellsAsync(message.Answer("Yes please", Webhook))]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(second, "complete");
        await story.Api.UntilStatusAsync(first, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{second}/analytics");
        Assert.Equal((1, 1, 1), ((long)figures["delivered"]!, (long)figures["opened"]!, (long)figures["replied"]!));
        Assert.Empty(twilio.Faults);
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_card_is_made_of_a_content_of_Twilios_with_tracked_links_and_tapped()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, "rcs");
        await story.Api.PatchAsync("settings", new { senders = new { rcs = "shop_agent" } });
        await story.PersonAsync("reader", "rcs");
        await story.PersonAsync("other", "rcs");
        var definition = Stage.Campaign("rcs");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(twilio.Faults);
        Assert.Single(twilio.Contents.All);
        Assert.Equal(2, twilio.Texts.Count);
        var variables = JsonNode.Parse(twilio.Texts[0].Variables!)!;
        Assert.Equal("It's here", (string)variables["1"]!);
        Assert.Equal("https://shop.example/show", await story.FollowAsync($"{PublicUrl}/r/{(string)variables["3"]!}"));
        foreach (var text in twilio.Texts)
            Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(text.Report("read")));
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[0].Answer("Count me in", Webhook)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((2, 1, 1), ((long)figures["opened"]!, (long)figures["clicked"]!, (long)figures["replied"]!));
    }

    [Fact]
    public async Task A_template_is_shown_to_Meta_through_Twilio_and_sent_once_it_is_approved()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, "whatsapp");
        await story.Api.ImportAsync(Campaigning.ContactsCsv(6));
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", header = "For {{1}}", body = Vendor.Body });
        await RefusedAsync(story, "submit it here again");
        await RefusedAsync(story, "has not decided");
        var content = Assert.Single(twilio.Contents.All);
        Assert.Equal(("For {{3}}", Vendor.Body), ((string)content["types"]!["whatsapp/card"]!["header_text"]!, (string)content["types"]!["whatsapp/card"]!["body"]!));
        twilio.Contents.Decide("launch", "approved");
        await story.Api.PostAsync("templates/launch/submit");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));

        twilio.Next(VendorFate.TakenAndBroken, VendorFate.Refused(400, "63024"));
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "you", "{{first_name}}", "Diwali"));
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(5, twilio.Texts.Count);
        Assert.All(twilio.Texts, text => Assert.Equal(("whatsapp:+18005550101", (string)content["sid"]!), (text.From, text.Content)));
        Assert.Contains("\"2\":\"Diwali\",\"3\":\"you\"", twilio.Texts[0].Variables, StringComparison.Ordinal);
        foreach (var text in twilio.Texts)
            Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(text.Report("read")));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((5, 5, 1, 0), ((long)figures["delivered"]!, (long)figures["opened"]!, (long)figures["failed"]!, (long)figures["uncertain"]!));
        Assert.Empty(twilio.Faults);
    }

    [Fact]
    public async Task Buttons_of_a_template_are_shown_to_Twilio_and_what_each_message_opens_comes_last_of_its_values()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, "whatsapp");
        await story.Api.ImportAsync(Campaigning.ContactsCsv(1));
        object[] buttons = [new { type = "quick_reply", text = "Count me in" }, new { type = "url", text = "Offer", url = $"{PublicUrl}/r/{{{{1}}}}" }, new { type = "url", text = "Shop", url = "https://shop.example/" }, new { type = "phone_number", text = "Call us", phone = "+18005550101" }];
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", header = "For {{1}}", body = Vendor.Body, buttons });
        await RefusedAsync(story, "submit it here again");
        Assert.Equal(
            """[{"type":"QUICK_REPLY","title":"Count me in","id":"reply_1"},{"type":"URL","title":"Offer","url":"http://localhost:8999/r/{{4}}"},{"type":"URL","title":"Shop","url":"https://shop.example/"},{"type":"PHONE_NUMBER","title":"Call us","phone":"+18005550101"}]""",
            Assert.Single(twilio.Contents.All)["types"]!["whatsapp/card"]!["actions"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        twilio.Contents.Decide("launch", "approved");
        await story.Api.PostAsync("templates/launch/submit");
        await story.PassAsync(TimeSpan.FromMinutes(1));

        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "you", "{{first_name}}", "Diwali", "{{link 'https://shop.example/offer'}}"));
        await story.PassUntilAsync(campaign, "active");
        Assert.Empty(twilio.Faults);
        var message = Assert.Single(twilio.Texts);
        var values = System.Text.Json.Nodes.JsonNode.Parse(message.Variables!)!;
        Assert.Equal(("Asha1", "Diwali", "you"), ((string)values["1"]!, (string)values["2"]!, (string)values["3"]!));
        Assert.Equal("https://shop.example/offer", await story.FollowAsync($"{PublicUrl}/r/{values["4"]}"));
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(message.Answer("Count me in", Webhook)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((1, 1), ((long)figures["clicked"]!, (long)figures["replied"]!));
    }

    [Fact]
    public async Task A_picture_in_a_header_is_shown_to_Twilio_by_its_address_and_each_campaign_shows_its_own()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, "whatsapp");
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2));
        var example = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        var shown = await MediaStoryTests.UploadAsync(story.Api, "image/png", [.. MediaStoryTests.Picture, 0]);
        object[] buttons = [new { type = "url", text = "Offer", url = $"{PublicUrl}/r/{{{{1}}}}" }];
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", headerMedia = "image", headerExample = (string)example["id"]!, body = "Hi {{1}}, our launch is on Sunday. See you there.", buttons });
        await RefusedAsync(story, "submit it here again");
        var content = Assert.Single(twilio.Contents.All);
        var card = content["types"]!["whatsapp/card"]!;
        Assert.Equal((PublicUrl + "/m/{{2}}", PublicUrl + "/r/{{3}}", null), ((string)card["media"]!.AsArray().Single()!, (string)card["actions"]![0]!["url"]!, card["header_text"]));
        await SameAsync(PublicUrl + "/m/" + (string)content["variables"]!["2"]!, MediaStoryTests.Picture);
        twilio.Contents.Decide("launch", "approved");
        await story.Api.PostAsync("templates/launch/submit");
        await story.PassAsync(TimeSpan.FromMinutes(1));

        var definition = Vendor.Campaign("launch");
        definition["variants"] = new[] { new { id = "A", content = new { whatsapp = new { parameters = new[] { "{{first_name}}", "{{link 'https://shop.example/sale'}}" }, media = new[] { new { mediaId = (string)shown["id"]! } } } } } };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassUntilAsync(campaign, "active");
        Assert.Empty(twilio.Faults);
        Assert.Equal(2, twilio.Texts.Count);
        foreach (var text in twilio.Texts)
        {
            var values = JsonNode.Parse(text.Variables!)!;
            Assert.EndsWith(".png", (string)values["2"]!, StringComparison.Ordinal);
            await SameAsync(PublicUrl + "/m/" + (string)values["2"]!, [.. MediaStoryTests.Picture, 0]);
            Assert.Equal("https://shop.example/sale", await story.FollowAsync($"{PublicUrl}/r/{values["3"]}"));
        }

        async Task SameAsync(string url, byte[] bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url).PathAndQuery[1..]);
            using var answer = await story.Api.RawAsync(request);
            Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task What_Twilio_cannot_be_shown_of_a_template_is_refused_by_name_and_what_differs_there_too()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio, "whatsapp");
        await story.Api.PostAsync("templates", new { name = "shown", language = "en", body = Vendor.Body, headerMedia = "image" });
        await RefusedAsync(story, "headerExample is missing", "shown");
        Assert.Empty(twilio.Contents.All);
        await story.Api.PostAsync("templates", new { name = "tapped", language = "en", body = Vendor.Body, buttons = new[] { new { type = "quick_reply", text = "Count me in" } } });
        await RefusedAsync(story, "submit it here again", "tapped");
        Assert.Single(twilio.Contents.All).AsObject()["types"]!["whatsapp/card"]!["actions"]![0]!["title"] = "Something else";
        await RefusedAsync(story, "says something else", "tapped");
    }

    private static async Task RefusedAsync(StoryHost story, string words, string template = "launch")
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.PostAsync($"templates/{template}/submit"));
        Assert.Equal(422, refused.Status);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private static Task<StoryHost> StartAsync(TwilioStandIn twilio, string channels) => StoryHost.StartAsync(settings:
    [
        ("ActiveReach:Twilio:AccountSid", TwilioStandIn.Account), ("ActiveReach:Twilio:AuthToken", TwilioStandIn.Token), ("ActiveReach:Twilio:Endpoint", twilio.Address), ("ActiveReach:Twilio:ContentEndpoint", twilio.Address),
        ("ActiveReach:Twilio:Channels", channels), ("ActiveReach:Twilio:PerMinute", "unlimited"), ("ActiveReach:PublicUrl", PublicUrl), ("Sandbox:ReplyRate", "0"),
    ]);
}
