using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Cast;

/// <summary>The inbox in the workspace's app, over HTTP.</summary>
public sealed class InboxStoryTests
{
    [Fact]
    public async Task A_message_is_fetched_read_followed_and_dismissed_and_the_figures_tell()
    {
        await using var story = await StoryHost.StartAsync();
        var person = await story.PersonAsync("ann", "in_app");
        var app = await story.AppOfAsync(person);
        Assert.Empty(await app.MessagesAsync());
        var definition = Stage.Campaign("in_app");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));
        var plain = Stage.Campaign("in_app");
        plain["variants"] = new[] { new { id = "A", content = new { in_app = new { text = "Later, and not pinned." } } } };
        await story.Api.LaunchAsync(plain);
        await story.PassAsync(TimeSpan.FromMinutes(5));

        var (status, body) = await app.GetAsync();
        Assert.Equal((200, 2, 2), (status, (int)body!["total"]!, (int)body["unread"]!));
        var messages = body["items"]!.AsArray();
        Assert.Equal(("It's here", "Hi ann, come and see.", true), ((string)messages[0]!["title"]!, (string)messages[0]!["text"]!, (bool)messages[0]!["pinned"]!));
        Assert.Equal("Later, and not pinned.", (string)messages[1]!["text"]!);
        var first = (await app.GetAsync("?limit=1")).Body!;
        Assert.Equal((string)messages[1]!["id"]!, (string)(await app.MessagesAsync($"?limit=1&cursor={first["nextCursor"]}")).Single()["id"]!);

        var id = (string)messages[0]!["id"]!;
        Assert.NotNull((await app.PostAsync($"/{id}/read")).Body!["readAt"]);
        Assert.Equal(200, (await app.PostAsync($"/{id}/read")).Status);
        Assert.Equal(1, (int)(await app.GetAsync()).Body!["unread"]!);
        await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("https://shop.example/ann", await story.FollowAsync((string)messages[0]!["link"]!));
        Assert.Equal((204, 204, 404, 404), ((await app.PostAsync($"/{id}/dismiss")).Status, (await app.PostAsync($"/{id}/dismiss")).Status, (await app.PostAsync($"/{id}/read")).Status, (await app.PostAsync("/iam_other/dismiss")).Status));
        Assert.DoesNotContain(await app.MessagesAsync(), message => (string)message["id"]! == id);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((1, 1, 1, 0), ((long)figures["delivered"]!, (long)figures["opened"]!, (long)figures["clicked"]!, (long)figures["machineOpened"]!));
        Assert.Equal("in_app", story.SentTo(campaign)[person]);
    }

    [Fact]
    public async Task A_message_is_over_when_its_time_is()
    {
        await using var story = await StoryHost.StartAsync();
        var person = await story.PersonAsync("bo", "in_app");
        var app = await story.AppOfAsync(person);
        await story.Api.LaunchAsync(Stage.Campaign("in_app"));
        await story.PassAsync(TimeSpan.FromDays(6));
        var id = (string)(await app.MessagesAsync()).Single()["id"]!;
        Assert.Contains(id, (await story.Api.GetAsync($"contacts/{person}/access")).ToJsonString(), StringComparison.Ordinal);

        // A round of the sweep that has begun while time passes may go by the hour before: the next one finds what is over.
        await story.PassAsync(TimeSpan.FromDays(1.5));
        await story.PassAsync(TimeSpan.FromDays(0.5));
        Assert.Empty(await app.MessagesAsync());
        Assert.Equal(404, (await app.PostAsync($"/{id}/read")).Status);

        // Nor is it kept, although nothing comes into the inbox any more.
        Assert.DoesNotContain(id, (await story.Api.GetAsync($"contacts/{person}/access")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_opens_the_inbox_of_its_contact_in_its_workspace_for_its_time_and_nothing_else()
    {
        await using var story = await StoryHost.StartAsync();
        var (ann, bo) = (await story.PersonAsync("ann", "in_app"), await story.PersonAsync("bo"));
        var (hers, his) = (await story.AppOfAsync(ann, "PT1H"), await story.AppOfAsync(bo));
        await story.Api.LaunchAsync(Stage.Campaign("in_app"));
        await story.PassAsync(TimeSpan.FromMinutes(5));

        var id = (string)(await hers.MessagesAsync()).Single()["id"]!;
        Assert.Empty(await his.MessagesAsync());
        Assert.Equal(404, (await his.PostAsync($"/{id}/read")).Status);
        Assert.Equal(401, (await hers.GetAsync(workspace: "other")).Status);
        Assert.Equal(401, (await new InboxApp(story, hers.Token[..^2] + "AA").GetAsync()).Status);
        Assert.Equal(401, (await new InboxApp(story, "demo-admin-key").GetAsync()).Status);
        await Assert.ThrowsAsync<ApiException>(() => story.Api.As(hers.Token).GetAsync("contacts"));

        await story.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((401, 200), ((await hers.GetAsync()).Status, (await his.GetAsync()).Status));
    }

    [Fact]
    public async Task An_app_that_waits_hears_at_once_of_what_comes_in()
    {
        await using var story = await StoryHost.StartAsync();
        var app = await story.AppOfAsync(await story.PersonAsync("ann", "in_app"));
        var waiting = app.GetAsync("?wait=25");
        Assert.False(waiting.IsCompleted);
        story.LetTimePass();
        await story.Api.LaunchAsync(Stage.Campaign("in_app"));
        var (status, body) = await waiting.WaitAsync(Eventually.Bound);
        Assert.Equal((200, 1), (status, body!["items"]!.AsArray().Count));
        Assert.Single((await app.GetAsync($"?wait=1&since={body["latest"]}")).Body!["items"]!.AsArray());
        foreach (var query in new[] { "?wait=26", "?cursor=bnVsbA", "?since=WyJhIl0", "?limit=0", "?sort=text", "?unread=true" })
            Assert.Equal(400, (await app.GetAsync(query)).Status);
    }

    [Fact]
    public async Task Erasing_a_person_empties_the_inbox_and_a_merge_takes_it_along()
    {
        await using var story = await StoryHost.StartAsync();
        var (ann, twin) = (await story.PersonAsync("ann", "in_app"), await story.PersonAsync("twin", "in_app"));
        var (hers, old) = (await story.AppOfAsync(ann), await story.AppOfAsync(twin));
        await story.Api.LaunchAsync(Stage.Campaign("in_app"));
        await story.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await hers.MessagesAsync());

        await story.Api.PostAsync($"contacts/{ann}/merge", new { from = twin });
        Assert.Equal((2, 2), ((await hers.MessagesAsync()).Count, (await old.MessagesAsync()).Count));
        using (var erased = await story.Api.RawAsync(new HttpRequestMessage(HttpMethod.Delete, $"api/workspaces/demo/contacts/{ann}")))
            Assert.True(erased.IsSuccessStatusCode);
        Assert.Equal((401, 401), ((await hers.GetAsync()).Status, (await old.GetAsync()).Status));
    }
}
