using System.Text.Json.Nodes;
using ActiveReach.Stories.Cast;
using ActiveReach.Stories.Client;
using Carriers.StandIn.Push;
using Carriers.StandIn.Rcs;
using Carriers.StandIn.Twilio;

namespace ActiveReach.Stories.Media;

/// <summary>A picture where the vendor shows it itself: in MMS, on a card, in a notification and in the app.</summary>
public sealed class ShownMediaStoryTests
{
    private const string PublicUrl = "http://localhost:8999";

    [Fact]
    public async Task A_text_to_North_America_carries_the_picture_and_every_other_one_its_link()
    {
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var story = await StartAsync(
            ("ActiveReach:Twilio:AccountSid", TwilioStandIn.Account), ("ActiveReach:Twilio:AuthToken", TwilioStandIn.Token), ("ActiveReach:Twilio:Endpoint", twilio.Address),
            ("ActiveReach:Twilio:PerMinute", "unlimited"), ("ActiveReach:Twilio:Mms", "true"));
        await story.Api.ImportAsync("external_id,first_name,phone,consent.sms\nus,Ann,+12135550101,opted_in\nin,Asha,+919812300001,opted_in\n");
        var picture = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        var campaign = await LaunchAsync(story, "sms", new { text = "Hi {{first_name}}, look:", media = Of(picture) });
        await story.PassUntilAsync(campaign, "active");

        Assert.Empty(twilio.Faults);
        var (carried, linked) = (twilio.Texts.Single(text => text.To == "+12135550101"), twilio.Texts.Single(text => text.To == "+919812300001"));
        Assert.Equal(((string)picture["url"]!, "Hi Ann, look:"), (carried.Media, carried.Body));
        Assert.Null(linked.Media);
        Assert.Equal((string)picture["url"]!, await MediaStoryTests.TargetAsync(story.Api, linked.Body!.Split('\n')[1]));
    }

    [Fact]
    public async Task A_card_of_rcs_shows_the_picture()
    {
        await using var google = await RcsStandIn.OpenAsync();
        await using var story = await StartAsync(("ActiveReach:Rcs:ServiceAccount", google.ServiceAccount), ("ActiveReach:Rcs:Endpoint", google.Address));
        await story.Api.PatchAsync("settings", new { senders = new { rcs = RcsStandIn.Agent } });
        await story.PersonAsync("reader", "rcs");
        var picture = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        var campaign = await LaunchAsync(story, "rcs", new { title = "It's here", text = "Hi {{first_name}}", media = Of(picture) });
        await story.PassUntilAsync(campaign, "active");

        Assert.Empty(google.Faults);
        var card = Assert.Single(google.Messages).Content["richCard"]!["standaloneCard"]!["cardContent"]!;
        Assert.Equal(((string)picture["url"]!, "Hi reader"), ((string)card["media"]!["contentInfo"]!["fileUrl"]!, (string)card["description"]!));
    }

    [Fact]
    public async Task A_notification_and_the_inbox_of_the_app_show_the_picture()
    {
        await using var firebase = new FcmStandIn();
        await firebase.StartAsync();
        await using var story = await StartAsync(("ActiveReach:Fcm:ServiceAccount", firebase.ServiceAccount), ("ActiveReach:Fcm:Endpoint", firebase.Address));
        var person = await story.PersonAsync("one", "push", "in_app");
        await story.HasDeviceAsync(person, "token-1");
        var app = await story.AppOfAsync(person);
        var picture = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        var pushed = await LaunchAsync(story, "push", new { title = "It's here", text = "Come and see.", media = Of(picture) });
        await story.PassUntilAsync(pushed, "active");
        var shown = await LaunchAsync(story, "in_app", new { title = "It's here", text = "Come and see.", media = Of(picture) });
        await story.PassUntilAsync(shown, "active");

        Assert.Empty(firebase.Faults);
        Assert.Equal((string)picture["url"]!, (string)Assert.Single(firebase.Messages)["notification"]!["image"]!);
        Assert.Equal((string)picture["url"]!, (string)Assert.Single(await app.MessagesAsync())["media"]![0]!["url"]!);
    }

    private static object[] Of(JsonNode upload) => [new { mediaId = (string)upload["id"]! }];

    private static Task<string> LaunchAsync(StoryHost story, string channel, object content)
    {
        var definition = Stage.Campaign(channel);
        definition["variants"] = new[] { new { id = "A", content = new Dictionary<string, object> { [channel] = content } } };
        definition["replyWindow"] = "PT1H";
        return story.Api.LaunchAsync(definition);
    }

    private static Task<StoryHost> StartAsync(params (string, string)[] settings) => StoryHost.StartAsync(settings: [.. settings, ("ActiveReach:PublicUrl", PublicUrl), ("Sandbox:ReplyRate", "0")]);
}
