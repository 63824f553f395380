using ActiveReach.Stories.Client;
using Carriers.StandIn.Push;

namespace ActiveReach.Stories.Cast;

/// <summary>Push messages to browsers, through their own push service.</summary>
public sealed class WebPushStoryTests
{
    [Fact]
    public async Task A_browser_shows_the_message_and_one_that_is_gone_is_forgotten_and_gets_no_other()
    {
        await using var browser = new BrowserStandIn();
        await browser.StartAsync();
        await using var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:WebPush:PublicKey", browser.PublicKey), ("ActiveReach:WebPush:PrivateKey", browser.PrivateKey), ("ActiveReach:WebPush:Subject", "mailto:push@shop.example"), ("ActiveReach:WebPush:Hosts", "127.0.0.1"),
        ]);
        var person = await story.PersonAsync("ann", "push");
        await story.Api.PostAsync($"contacts/{person}/devices", new { platform = "web", token = browser.Subscription });
        story.LetTimePass();
        var first = await story.Api.LaunchAsync(Stage.Campaign("push"));
        await story.Api.UntilStatusAsync(first, "complete");
        var (words, topic, _) = Assert.Single(browser.Messages);
        Assert.Equal(("It's here, ann", "Come and see."), ((string)words["title"]!, (string)words["body"]!));
        Assert.NotEmpty(topic);
        Assert.Equal("https://shop.example/push", await story.FollowAsync((string)words["link"]!));

        browser.Next(new PushFate(Takes: false, 410));
        var second = await story.Api.LaunchAsync(Stage.Campaign("push"));
        await story.Api.UntilStatusAsync(second, "complete");
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{second}/analytics"))["failed"]!);
        Assert.Empty((await story.Api.GetAsync($"contacts/{person}/devices"))["items"]!.AsArray());
        Assert.Single(browser.Messages);
        Assert.Empty(browser.Faults);
        Assert.Empty(Witness.Read(story.Outbox));
    }
}
