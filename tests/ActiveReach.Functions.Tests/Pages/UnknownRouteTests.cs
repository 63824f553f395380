using System.Net;
using ActiveReach.Functions.Tests.BadInput;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Pages;

/// <summary>What nothing answers is told like every other failure.</summary>
public sealed class UnknownRouteTests(Scene scene) : IClassFixture<Scene>
{
    [Theory]
    [InlineData("GET", "/nothing", "")]
    [InlineData("GET", "/api", "")]
    [InlineData("POST", "/api/nothing", "")]
    [InlineData("GET", "/favicon.ico", "")]
    [InlineData("GET", "/wp-login.php", "")]
    [InlineData("GET", "/api/workspaces/demo/campaign", "/api/workspaces/demo/campaigns")]
    [InlineData("POST", "/api/workspaces/demo/campaings", "/api/workspaces/demo/campaigns")]
    [InlineData("GET", "/api/workspaces/demo/campaigns/cmp_1/analytic", "/api/workspaces/demo/campaigns/cmp_1/analytics")]
    [InlineData("DELETE", "/api/workspaces/demo/nothing/at/all", "")]
    [InlineData("GET", "/api/workspaces/demo/nothing", "")]
    [InlineData("GET", "/API/healht", "/api/health")]
    public async Task A_path_without_a_route_is_a_problem_that_says_where_to_look(string verb, string path, string meant)
    {
        var answer = await scene.App.Nobody.SendAsync(new HttpMethod(verb), path);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal(404, answer.Json.GetProperty("status").GetInt32());
        Assert.Contains("/api/openapi.json", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(meant.Length == 0 ? path : $"Did you mean {meant}?", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.DoesNotContain("Allow", answer.Headers.Keys);
    }

    [Fact]
    public async Task Nobody_is_told_to_write_what_they_wrote()
    {
        var answer = await scene.App.Admin.SendAsync(HttpMethod.Post, "/api/workspaces/demo/campaigns//submit");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.DoesNotContain("Did you mean", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "/api/workspaces/demo/campaigns", "GET", "POST")]
    [InlineData("PUT", "/api/workspaces/demo/settings", "GET", "PATCH")]
    [InlineData("GET", "/api/workspaces/demo/campaigns/cmp_1/submit", "POST")]
    [InlineData("POST", "/api/health", "GET")]
    [InlineData("TRACE", "/api/openapi.json", "GET")]
    [InlineData("PUT", "/r/token", "GET", "HEAD")]
    [InlineData("POST", "/", "GET", "HEAD")]
    public async Task A_wrong_verb_is_told_the_right_ones(string verb, string path, params string[] allowed)
    {
        var answer = await scene.App.Admin.SendAsync(new HttpMethod(verb), path);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.All(allowed, one => Assert.Contains(one, answer.Headers["Allow"], StringComparison.Ordinal));
        Assert.All(allowed, one => Assert.Contains(one, answer.Text("detail"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_start_page_says_what_runs_here_and_where_to_go()
    {
        var page = await scene.App.Nobody.SendAsync(HttpMethod.Get, "/");

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Contains("ActiveReach", page.Body, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (var link in System.Text.RegularExpressions.Regex.Matches(page.Body, "href=\"([^\"]+)\"").Select(match => match.Groups[1].Value))
            Assert.Equal(HttpStatusCode.OK, (await scene.App.Nobody.SendAsync(HttpMethod.Get, link)).Status);
    }
}
