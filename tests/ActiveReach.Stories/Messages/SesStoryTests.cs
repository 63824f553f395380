using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using Carriers.StandIn.Ses;
using Carriers.StandIn.Vendors;

namespace ActiveReach.Stories.Messages;

/// <summary>Mails through Amazon SES, whose events come by SNS.</summary>
public sealed class SesStoryTests
{
    [Fact]
    public async Task Everybody_gets_one_mail_and_events_settle_what_was_in_doubt()
    {
        await using var ses = await SesStandIn.OpenAsync();
        ses.Next(
            VendorFate.TakenAndBroken, VendorFate.Refused(429, "TooManyRequestsException"), VendorFate.Refused(400, "MessageRejected"), VendorFate.TakenAndGarbled, VendorFate.Refused(403, "SignatureDoesNotMatch"), VendorFate.Refused(500, "InternalFailure"), VendorFate.Refused(400, "SendingPausedException"));
        await using var story = await StartAsync(ses);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(50));
        var campaign = await story.Api.LaunchAsync(Mails());
        await story.PassUntilAsync(campaign, "active");

        Assert.Equal((48, 48), (ses.Mails.Count, ses.Mails.Select(mail => mail.To).Distinct().Count()));
        Assert.All(ses.Mails, mail => Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]));
        Assert.Empty(ses.Faults);
        var before = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((50, 1, 3), ((long)before["recipients"]!, (long)before["failed"]!, (long)before["uncertain"]!));

        // Forged, of another topic, or SNS's own words: without effect.
        var now = story.Clock.GetUtcNow();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(story, SesMail.Notification(ses.Mails[0].Event("Bounce", now), "x"), secret: "guess"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(story, SesMail.Notification(ses.Mails[0].Event("Bounce", now), "x", topic: "arn:aws:sns:eu-west-1:666666666666:mail-events")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(story, new JsonObject { ["Type"] = "SubscriptionConfirmation", ["TopicArn"] = SesStandIn.Topic, ["SubscribeURL"] = "https://evil.example/" }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(story, new JsonObject { ["Type"] = "Notification", ["TopicArn"] = SesStandIn.Topic, ["Message"] = "Successfully validated SNS topic for Amazon SES event publishing." }));

        // In the wrong order, and some twice; the first comes raw.
        var events = ses.Mails.Select((mail, index) => index switch { 3 => mail.Event("Bounce", now), 4 => mail.Event("Bounce", now, "Transient", "MailboxFull"), _ => mail.Event("Delivery", now) })
            .Append(ses.Mails[5].Event("Complaint", now)).Append(ses.Mails[6].Event("DeliveryDelay", now)).Append(ses.Mails[7].Event("Open", now)).Reverse().ToList();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(story, events[0], ("x-amz-sns-topic-arn", SesStandIn.Topic)));
        foreach (var (told, index) in events.Concat(events.Take(10)).Select((told, index) => (told, index)))
            Assert.Equal(HttpStatusCode.OK, await PostAsync(story, SesMail.Notification(told, $"sns-{index % events.Count}")));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((46, 2, 1, 1), ((long)figures["delivered"]!, (long)figures["bounced"]!, (long)figures["failed"]!, (long)figures["uncertain"]!));
        Assert.Equal((1, 50), ((long)figures["optedOut"]!, figures.Outcomes()));
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());

        // Who complained and whose mailbox is gone get no further mail.
        var second = await story.Api.LaunchAsync(Mails());
        await story.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(48, (long)(await story.Api.GetAsync($"campaigns/{second}/analytics"))["sent"]!);
        Assert.Equal((1, 1, 2), (Got(3), Got(5), Got(4)));

        int Got(int index) => ses.Mails.Count(mail => mail.To == ses.Mails[index].To);
    }

    [Fact]
    public async Task An_approver_is_asked_through_it_and_the_event_of_that_mail_is_nobodys()
    {
        await using var ses = await SesStandIn.OpenAsync();
        await using var story = await StartAsync(ses);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var definition = Mails();
        definition["quietHours"] = true;
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com" } };
        var campaign = await story.Viewer.DraftAsync(definition);
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        await story.PassAsync(TimeSpan.FromMinutes(5));
        var asked = Assert.Single(ses.Mails);
        Assert.Equal("lead@example.com", asked.To);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(story, SesMail.Notification(asked.Event("Delivery", story.Clock.GetUtcNow()), "sns-1")));
        await story.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
    }

    [Fact]
    public async Task No_second_has_more_mails_than_the_accounts_rate_and_the_status_tells_it()
    {
        await using var ses = await SesStandIn.OpenAsync();
        await using var story = await StartAsync(ses, ("PerSecond", "5"));
        ses.Clock = story.Clock;
        await story.Api.ImportAsync(Campaigning.ContactsCsv(150));
        var campaign = await story.Api.LaunchAsync(Mails());
        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => answer["expectedEnd"] is not null);
        Assert.Contains("takes 5 e-mails a second", (string)told["statusReason"]!, StringComparison.Ordinal);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var times = ses.Mails.Select(mail => mail.At).Order().ToList();
        Assert.Equal((150, 150), (times.Count, ses.Mails.Select(mail => mail.To).Distinct().Count()));
        Pace.AssertAtMost(5, TimeSpan.FromSeconds(1), times);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(40));
    }

    private static Dictionary<string, object> Mails()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        definition["channels"] = new[] { new { channel = "email" } };
        definition["variants"] = new[] { new { id = "A", content = new { email = new { subject = "It's here", text = "See {{link 'https://shop.example/new'}}" } } } };
        return definition;
    }

    private static Task<StoryHost> StartAsync(SesStandIn ses, params (string Key, string Value)[] own) => StoryHost.StartAsync(settings:
    [
        ("ActiveReach:Ses:Region", SesStandIn.Region), ("ActiveReach:Ses:AccessKeyId", SesStandIn.KeyId), ("ActiveReach:Ses:SecretAccessKey", SesStandIn.Secret), ("ActiveReach:Ses:ConfigurationSet", SesStandIn.ConfigurationSet),
        ("ActiveReach:Ses:TopicArn", SesStandIn.Topic), ("ActiveReach:Ses:Endpoint", ses.Address), ("ActiveReach:Ses:PerMinute", "unlimited"),
        .. own.Select(each => ($"ActiveReach:Ses:{each.Key}", each.Value)),
    ]);

    private static Task<HttpStatusCode> PostAsync(StoryHost story, JsonObject body, params (string Name, string Value)[] headers) => PostAsync(story, body, CarrierWebhook.Secret, headers);

    private static async Task<HttpStatusCode> PostAsync(StoryHost story, JsonObject body, string secret, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/ses?secret={secret}") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "text/plain") };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await story.Api.RawAsync(request);
        return answer.StatusCode;
    }
}
