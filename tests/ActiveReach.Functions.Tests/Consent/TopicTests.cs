using System.Net;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Consent;

public sealed class TopicTests
{
    private const string Workspace = "/api/workspaces/demo";

    [Fact]
    public async Task What_a_contact_says_of_a_topic_is_kept_with_its_history()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Admin.PatchJsonAsync($"{Workspace}/settings", """{"topics":{"offers":{"name":"Special offers"},"news":{"name":"News"}}}""");
        var contact = (await app.Sender.PostJsonAsync($"{Workspace}/contacts", new { phone = "+919812345601", firstName = "Ann" })).Text("id");
        var consents = $"{Workspace}/contacts/{contact}/consents";
        var put = await app.Sender.SendAsync(HttpMethod.Put, consents, """{"topics":{"offers":{"sms":"opted_out"}},"source":"web form","proof":"form 7"}""");
        Assert.True(put.Status is HttpStatusCode.OK, put.Body);
        await app.Sender.SendAsync(HttpMethod.Put, consents, """{"consents":{"sms":"unknown"},"topics":{"news":{"sms":"opted_in"}}}""");

        // Another change of the profile keeps what was said.
        await app.Sender.PatchJsonAsync($"{Workspace}/contacts/{contact}", """{"firstName":"Anna"}""");
        var view = (await app.Viewer.GetJsonAsync(consents)).Json;
        var onTopics = view.GetProperty("items").EnumerateArray().Where(item => item.TryGetProperty("topic", out _))
            .Select(item => (item.GetProperty("topic").GetString(), item.GetProperty("channel").GetString(), item.GetProperty("state").GetString(), item.GetProperty("source").GetString()));
        Assert.Equal([("news", "sms", "opted_in", "api"), ("offers", "sms", "opted_out", "web form")], onTopics);
        var first = view.GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("offers", "opted_out", "form 7"), (first.GetProperty("topic").GetString(), first.GetProperty("state").GetString(), first.GetProperty("proof").GetString()));

        // A topic's yes allows it where the channel is unknown, and its no forbids it where the channel is allowed.
        Assert.Equal(("no_consent", null, "topic_opted_out"), (await RefusalAsync(app, contact, null), await RefusalAsync(app, contact, "news"), await RefusalAsync(app, contact, "offers")));
        await app.Sender.SendAsync(HttpMethod.Put, consents, """{"consents":{"sms":"opted_in"}}""");
        Assert.Equal((null, null, "topic_opted_out"), (await RefusalAsync(app, contact, null), await RefusalAsync(app, contact, "news"), await RefusalAsync(app, contact, "offers")));
        Assert.Equal(("1", "0"), (await ReachableAsync(app, "news"), await ReachableAsync(app, "offers")));
        await app.Sender.SendAsync(HttpMethod.Put, consents, """{"consents":{"sms":"opted_out"}}""");
        Assert.Equal("opted_out", await RefusalAsync(app, contact, "news"));
    }

    [Fact]
    public async Task A_viewer_never_saves_that_messages_go_at_any_hour()
    {
        await using var app = await RunningApp.StartAsync();
        var atAnyHour = new { name = "At night", quietHours = false };
        var refused = await app.Viewer.PostJsonAsync(CampaignSteps.Route, atAnyHour);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("only a sender or an admin", refused.Text("detail"), StringComparison.Ordinal);

        var drafted = await app.Viewer.DraftAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.PatchJsonAsync($"{CampaignSteps.Route}/{drafted}", new { quietHours = false })).Status);
        Assert.Equal("1", (await app.Viewer.ShowAsync(drafted)).Text("version"));

        var sent = await app.Sender.DraftAsync(atAnyHour);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.SendAsync(HttpMethod.Post, $"{CampaignSteps.Route}/{sent}/duplicate")).Status);
        var renamed = await app.Viewer.PatchJsonAsync($"{CampaignSteps.Route}/{sent}", new { name = "By night" });
        Assert.Equal((HttpStatusCode.OK, "False"), (renamed.Status, renamed.Text("quietHours")));
    }

    [Fact]
    public async Task What_goes_at_any_hour_still_needs_somebodys_yes_when_a_viewer_submits_it()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Admin.PatchJsonAsync($"{Workspace}/settings", """{"approvalPolicy":"as_defined"}""");
        var id = await app.Viewer.DraftAsync();
        await app.Admin.PatchJsonAsync($"{CampaignSteps.Route}/{id}", new { quietHours = false });
        Assert.Equal("needs_approval", (await app.Viewer.MoveAsync(id, "submit")).Text("status"));
    }

    private static async Task<string?> ReachableAsync(RunningApp app, string topic) =>
        (await app.Viewer.PostJsonAsync($"{Workspace}/audience/preview", new { channels = new[] { "sms" }, topic })).Json.GetProperty("reachable").GetProperty("sms").ToString();

    private static async Task<string?> RefusalAsync(RunningApp app, string contact, string? topic)
    {
        var campaign = await app.Sender.DraftAsync(new
        {
            name = "x",
            topic,
            audience = new { },
            channels = new[] { new { channel = "sms" } },
            variants = new[] { new { id = "A", content = new { sms = new { text = "Hi" } } } },
        });
        var preview = await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/preview?contact={contact}&variant=A&channel=sms");
        Assert.True(preview.Status is HttpStatusCode.OK, preview.Body);
        return preview.Json.TryGetProperty("refusal", out var refusal) ? refusal.GetString() : null;
    }
}
