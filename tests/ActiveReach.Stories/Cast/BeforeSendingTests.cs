using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Cast;

/// <summary>What is told of messages on RCS, push and in-app before they go out.</summary>
public sealed class BeforeSendingTests
{
    [Fact]
    public async Task They_are_previewed_counted_and_tried_out()
    {
        await using var story = await StoryHost.StartAsync();
        var (rich, pushed) = (await story.PersonAsync("rich", "rcs", "in_app"), await story.PersonAsync("pushed", "push"));
        var campaign = await story.Api.DraftAsync(Stage.Campaign("rcs", "push", "in_app"));
        var reachable = (await story.Api.PostAsync("audience/preview", new { channels = new[] { "rcs", "push", "in_app" } }))["reachable"]!;
        Assert.Equal((1, 0, 1), ((int)reachable["rcs"]!, (int?)reachable["push"] ?? 0, (int)reachable["in_app"]!));

        var unreached = await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={pushed}&channel=push");
        Assert.Equal("no_address", (string)unreached["refusal"]!);
        await story.HasDeviceAsync(pushed, "token-1");
        var push = await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={pushed}&channel=push");
        Assert.Equal(("It's here, pushed", "Come and see.", pushed), ((string)push["title"]!, (string)push["text"]!, (string)push["to"]!));
        Assert.Contains("/r/", (string)push["link"]!, StringComparison.Ordinal);
        Assert.Null(push["refusal"]);
        var card = await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={rich}&channel=rcs");
        Assert.Equal(["Count me in", "Show me"], card["suggestions"]!.AsArray().Select(each => (string)each!["text"]!));
        Assert.True((bool)(await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={rich}&channel=in_app"))["place"]!["isPinned"]!);

        var preflight = await story.Api.GetAsync($"campaigns/{campaign}/preflight");
        Assert.Equal(["rcs 1", "push 1"], preflight["channels"]!.AsArray().Where(each => (int)each!["messages"]! > 0).Select(each => $"{each!["channel"]} {each["messages"]}"));

        var members = (await story.Api.GetAsync("members"))["items"]!.AsArray();
        var member = (string)members[0]!["id"]!;
        await story.Api.PatchAsync($"members/{member}", new { phone = "+14155550199" });
        var test = await story.Api.PostAsync($"campaigns/{campaign}/test", new { to = new[] { member }, @as = rich });
        Assert.Equal(["rcs accepted"], test["items"]!.AsArray().Select(each => $"{each!["channel"]} {each["outcome"]}"));
        Assert.Equal(["push no_address", "in_app no_address"], test["leftOut"]!.AsArray().Select(each => $"{each!["channel"]} {each["reason"]}"));
    }
}
