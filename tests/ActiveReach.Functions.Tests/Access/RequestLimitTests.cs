using System.Globalization;
using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Access;

/// <summary>A key may make so many requests a minute, and takes none of them from another.</summary>
public sealed class RequestLimitTests
{
    private const string Workspace = "/api/workspaces/demo";

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_how_long_to_wait_and_other_keys_are_not_held_up()
    {
        await using var app = await StartAsync(("ActiveReach:Requests:PerMinute", "3"));
        var admin = app.Admin;
        for (var request = 0; request < 3; request++)
            Assert.Equal(HttpStatusCode.OK, (await admin.GetJsonAsync(Workspace)).Status);

        var refused = await admin.GetJsonAsync(Workspace);

        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (refused.Status, refused.Headers["Content-Type"]));
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("3 requests a minute", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("ActiveReach__Requests__PerMinute", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Viewer.GetJsonAsync(Workspace)).Status);
    }

    [Fact]
    public async Task The_tokens_of_a_key_come_back_by_themselves()
    {
        await using var app = await StartAsync(("ActiveReach:Requests:PerMinute", "60"));
        var admin = app.Admin;
        while ((await admin.GetJsonAsync(Workspace)).Status is HttpStatusCode.OK)
        {
        }

        await Eventually.SeenAsync("the key may ask again", () => admin.GetJsonAsync(Workspace), answer => answer.Status is HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_and_a_workspace_may_have_limits_of_their_own_and_the_workspace_decides()
    {
        await using var app = await StartAsync(("ActiveReach:Requests:PerMinute", "1"), ("ActiveReach:Requests:PerMinuteOfRole:viewer", "2"));
        Assert.Equal((1, 2), (await GoodAsync(app.Admin), await GoodAsync(app.Viewer)));

        await using var free = await StartAsync(
            ("ActiveReach:Requests:PerMinute", "1"), ("ActiveReach:Requests:PerMinuteOfRole:viewer", "2"), ("ActiveReach:Requests:PerMinuteOfWorkspace:demo", "unlimited"));
        Assert.Equal((5, 5), (await GoodAsync(free.Admin), await GoodAsync(free.Viewer)));
    }

    [Fact]
    public async Task The_sessions_of_a_key_share_its_limit()
    {
        await using var app = await StartAsync(("ActiveReach:Requests:PerMinute", "2"));
        var cookies = new List<string>();
        for (var session = 0; session < 2; session++)
            cookies.Add((await app.Nobody.PostJsonAsync("/api/session", new { key = "demo-viewer-key" })).Headers["Set-Cookie"].Split(';')[0]);

        var answers = new List<HttpStatusCode>();
        foreach (var cookie in cookies.Concat(cookies))
            answers.Add((await app.Nobody.GetJsonAsync(Workspace, ("Cookie", cookie))).Status);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task Links_webhooks_and_health_have_no_key_and_are_not_counted()
    {
        await using var app = await StartAsync(("ActiveReach:Requests:PerMinute", "1"), ("ActiveReach:WebhookSecrets:acs", "of the tests"));
        Assert.Equal(1, await GoodAsync(app.Admin));

        for (var request = 0; request < 5; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetJsonAsync("/api/health")).Status);
            Assert.Equal(HttpStatusCode.OK, (await app.Admin.PostJsonAsync("/api/webhooks/acs?secret=of%20the%20tests", "[]")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetJsonAsync("/r/nothing")).Status);
        }
    }

    /// <returns>How many of five requests were let in.</returns>
    private static async Task<int> GoodAsync(HttpClient client)
    {
        var good = 0;
        for (var request = 0; request < 5; request++)
            good += (await client.GetJsonAsync(Workspace)).Status is HttpStatusCode.OK ? 1 : 0;
        return good;
    }

    private static Task<RunningApp> StartAsync(params (string Key, string Value)[] settings) => RunningApp.StartAsync(builder =>
        builder.Configuration.AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))));
}
