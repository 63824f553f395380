using System.Net;
using ActiveReach.Stories.Client;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.Vendors;

namespace ActiveReach.Stories.Messages;

/// <summary>Texts through Twilio, behind a proxy: Twilio knows the app by another address than the one that it listens at.</summary>
public sealed class TwilioStoryTests
{
    private const string PublicUrl = "http://localhost:8999";
    private const string Webhook = PublicUrl + "/api/webhooks/twilio";

    [Fact]
    public async Task Everybody_gets_one_text_and_reports_settle_what_was_in_doubt()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        twilio.Next(
            VendorFate.TakenAndBroken, VendorFate.Refused(429, "20429", retryAfter: "20"), VendorFate.Refused(400, "21610"), VendorFate.TakenAndGarbled, VendorFate.Refused(401, "20003"), VendorFate.Refused(503), VendorFate.Taken);
        await using var story = await StartAsync(twilio);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(60));
        var campaign = await story.Api.LaunchAsync(Texts());
        await story.PassUntilAsync(campaign, "active");

        Assert.Equal((58, 58), (twilio.Texts.Count, twilio.Texts.Select(text => text.To).Distinct().Count()));
        Assert.Empty(twilio.Faults);
        var before = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((60, 1, 3), ((long)before["recipients"]!, (long)before["failed"]!, (long)before["uncertain"]!));

        // Forged: made with another token, or moved to another text's address.
        var first = twilio.Texts[0];
        Assert.Equal(HttpStatusCode.Unauthorized, await story.TwilioTellsAsync(first.Report("failed", 30003, token: "another-token-of-nobody")));
        Assert.Equal(HttpStatusCode.Unauthorized, await story.TwilioTellsAsync(twilio.Texts[1].Report("failed", 30003) with { Address = first.Callback! }));

        // In the wrong order, and doubled.
        foreach (var report in twilio.Texts.Select((text, index) => index % 10 == 3 ? text.Report("undelivered", 30006) : text.Report("delivered")).Concat(twilio.Texts.Take(5).Select(text => text.Report("sent"))).Reverse().Concat(twilio.Texts.Take(3).Select(text => text.Report("delivered"))))
            Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(report));
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(first.Answer("Yes please", Webhook)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((52, 7, 1), ((long)figures["delivered"]!, (long)figures["failed"]!, (long)figures["uncertain"]!));
        Assert.Equal((1, 60), ((long)figures["replied"]!, figures.Outcomes()));
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_says_STOP_gets_no_further_text_and_mails_stay_with_the_sandbox()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(twilio);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        var first = await story.Api.LaunchAsync(Texts());
        await story.PassUntilAsync(first, "active");
        Assert.Equal(HttpStatusCode.OK, await story.TwilioTellsAsync(twilio.Texts[0].Answer("STOP", Webhook)));
        await story.AtRestAsync();

        var both = Texts();
        both["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        both["variants"] = new[] { new { id = "A", content = new { sms = new { text = "It's here. Reply STOP to opt out" }, email = new { subject = "It's here", text = "See it" } } } };
        var second = await story.Api.LaunchAsync(both);
        await story.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((9, 1), (twilio.Texts.Count, twilio.Texts.Count(text => text.To == twilio.Texts[0].To)));
        Assert.Equal("email", (string)Assert.Single(Witness.Of(story.Outbox, second))["channel"]!);
    }

    private static Dictionary<string, object> Texts()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        return definition;
    }

    private static Task<StoryHost> StartAsync(TwilioStandIn twilio) => StoryHost.StartAsync(settings:
    [
        ("ActiveReach:Twilio:AccountSid", TwilioStandIn.Account), ("ActiveReach:Twilio:AuthToken", TwilioStandIn.Token), ("ActiveReach:Twilio:Endpoint", twilio.Address), ("ActiveReach:Twilio:PerMinute", "unlimited"),
        ("ActiveReach:PublicUrl", PublicUrl),
    ]);
}
