using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Access;

public sealed class CrossOriginTests : IAsyncLifetime
{
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Pages_of_an_allowed_origin_may_call_with_a_key_but_never_with_the_cookie()
    {
        await AllowAsync("https://shop.example");

        var preflight = await app.Nobody.SendAsync(HttpMethod.Options, "/api/workspaces/demo/members", headers:
            [("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")]);
        var call = await app.Viewer.GetJsonAsync("/api/workspaces/demo/members", ("Origin", "https://shop.example"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
        Assert.Equal("https://shop.example", preflight.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("authorization", preflight.Headers["Access-Control-Allow-Headers"], StringComparison.Ordinal);
        Assert.Equal("https://shop.example", call.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("Origin", call.Headers["Vary"], StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", preflight.Headers.Keys.Concat(call.Headers.Keys));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://shop.example.evil.example")]
    [InlineData("http://shop.example")]
    [InlineData("null")]
    public async Task Other_origins_are_told_nothing(string origin)
    {
        await AllowAsync("https://shop.example");

        var preflight = await app.Nobody.SendAsync(HttpMethod.Options, "/api/workspaces/demo/members", headers: [("Origin", origin), ("Access-Control-Request-Method", "GET")]);
        var call = await app.Viewer.GetJsonAsync("/api/workspaces/demo/members", ("Origin", origin));

        Assert.DoesNotContain("Access-Control-Allow-Origin", preflight.Headers.Keys.Concat(call.Headers.Keys));
    }

    [Fact]
    public async Task Refusals_can_be_read_by_allowed_pages_too()
    {
        await AllowAsync("https://shop.example");

        var refused = await app.Nobody.GetJsonAsync("/api/workspaces/demo/members", ("Origin", "https://shop.example"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal("https://shop.example", refused.Headers["Access-Control-Allow-Origin"]);
    }

    private async Task AllowAsync(string origin) =>
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync("/api/workspaces/demo/settings", new { allowedOrigins = new[] { origin } })).Status);
}
