using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Access;

public sealed class SessionTests : IAsyncLifetime
{
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_session_reads_with_its_cookie_and_changes_only_with_its_token()
    {
        var (cookie, token) = await SignInAsync("demo-admin-key");

        var read = await app.Nobody.GetJsonAsync("/api/workspaces/demo", ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal("admin@example.com", read.Text("member"));

        var without = await app.Nobody.PatchJsonAsync("/api/workspaces/demo", new { name = "X" }, ("Cookie", cookie));
        var wrong = await app.Nobody.PatchJsonAsync("/api/workspaces/demo", new { name = "X" }, ("Cookie", cookie), ("X-CSRF-Token", token + "x"));
        var right = await app.Nobody.PatchJsonAsync("/api/workspaces/demo", new { name = "X" }, ("Cookie", cookie), ("X-CSRF-Token", token));
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK], [without.Status, wrong.Status, right.Status]);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var answer = await app.Nobody.PostJsonAsync("/api/session", new { key = "demo-viewer-key" });

        var cookie = answer.Headers["Set-Cookie"];
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var (cookie, token) = await SignInAsync("demo-viewer-key");

        var gone = await app.Nobody.SendAsync(HttpMethod.Delete, "/api/session", headers: [("Cookie", cookie), ("X-CSRF-Token", token)]);
        var after = await app.Nobody.GetJsonAsync("/api/workspaces/demo", ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, after.Status);
    }

    [Fact]
    public async Task Revoking_a_key_ends_its_sessions_and_itself_at_once()
    {
        var made = await app.Admin.PostJsonAsync("/api/workspaces/demo/keys", new { name = "Shop", role = "sender" });
        var key = made.Text("key");
        var (cookie, _) = await SignInAsync(key);

        await app.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/keys/{made.Text("id")}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Nobody.GetJsonAsync("/api/workspaces/demo", ("Cookie", cookie))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.As(key).GetJsonAsync("/api/workspaces/demo")).Status);
    }

    [Fact]
    public async Task A_wrong_key_opens_no_session()
    {
        var answer = await app.Nobody.PostJsonAsync("/api/session", new { key = "demo-admin-kez" });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    private async Task<(string Cookie, string Token)> SignInAsync(string key)
    {
        var answer = await app.Nobody.PostJsonAsync("/api/session", new { key });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return (answer.Headers["Set-Cookie"].Split(';')[0], answer.Text("csrfToken"));
    }
}
