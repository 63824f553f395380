using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Access;

public sealed class MemberTests : IAsyncLifetime
{
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_demo_workspace_has_its_three_members()
    {
        var list = await app.Viewer.GetJsonAsync("/api/workspaces/demo/members");

        Assert.Equal(3, list.Json.GetProperty("total").GetInt32());
        Assert.Equal(
            ["admin@example.com admin", "lead@example.com sender", "viewer@example.com viewer"],
            list.Json.GetProperty("items").EnumerateArray().Select(member => $"{member.GetProperty("email")} {member.GetProperty("role")}"));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_in_either_order()
    {
        foreach (var sort in new[] { "email", "-email", "createdAt", "-createdAt" })
        {
            var seen = new List<string>();
            var cursor = "";
            do
            {
                var page = await app.Viewer.GetJsonAsync($"/api/workspaces/demo/members?limit=1&sort={sort}{cursor}");
                seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(member => member.GetProperty("email").GetString()!));
                cursor = page.Json.TryGetProperty("nextCursor", out var next) ? "&cursor=" + next : "";
            }
            while (cursor.Length > 0);

            Assert.Equal(3, seen.Distinct().Count());
            Assert.Equal(3, seen.Count);
            if (sort.EndsWith("email", StringComparison.Ordinal))
                Assert.Equal(sort[0] == '-' ? seen.OrderDescending(StringComparer.Ordinal) : seen.Order(StringComparer.Ordinal), seen);
        }
    }

    [Fact]
    public async Task A_members_key_can_never_do_more_than_the_member()
    {
        await app.Admin.PostJsonAsync("/api/workspaces/demo/members", new { email = "New@Example.com", role = "viewer" });
        var key = (await app.Admin.PostJsonAsync("/api/workspaces/demo/keys", new { name = "New", role = "admin", member = "new@example.com" })).Text("key");

        Assert.Equal("viewer", (await app.As(key).GetJsonAsync("/api/workspaces/demo")).Text("role"));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.As(key).GetJsonAsync("/api/workspaces/demo/keys")).Status);
    }

    [Fact]
    public async Task Keys_of_a_removed_member_stay_dead_when_the_member_comes_back()
    {
        var added = await app.Admin.PostJsonAsync("/api/workspaces/demo/members", new { email = "new@example.com", role = "sender" });
        var key = (await app.Admin.PostJsonAsync("/api/workspaces/demo/keys", new { name = "New", role = "sender", member = "new@example.com" })).Text("key");
        await app.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/members/{added.Text("id")}");
        var whileGone = await app.As(key).GetJsonAsync("/api/workspaces/demo");
        await app.Admin.PostJsonAsync("/api/workspaces/demo/members", new { email = "new@example.com", role = "sender" });
        var afterwards = await app.As(key).GetJsonAsync("/api/workspaces/demo");

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [whileGone.Status, afterwards.Status]);
    }

    [Fact]
    public async Task The_last_admin_can_neither_leave_nor_step_down()
    {
        var members = await app.Admin.GetJsonAsync("/api/workspaces/demo/members");
        var admin = members.Json.GetProperty("items")[0].GetProperty("id").GetString();

        var left = await app.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/members/{admin}");
        var steppedDown = await app.Admin.PatchJsonAsync($"/api/workspaces/demo/members/{admin}", new { role = "viewer" });

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict], [left.Status, steppedDown.Status]);
    }

    [Fact]
    public async Task A_stale_change_is_answered_with_both_versions()
    {
        var id = (await app.Admin.PostJsonAsync("/api/workspaces/demo/members", new { email = "new@example.com", role = "viewer" })).Text("id");
        var path = $"/api/workspaces/demo/members/{id}";
        var tag = (await app.Admin.GetJsonAsync(path)).Headers["ETag"];
        await app.Admin.PatchJsonAsync(path, new { role = "sender" }, ("If-Match", tag));

        var stale = await app.Admin.PatchJsonAsync(path, new { role = "admin" }, ("If-Match", tag));

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(("sender", "admin"), (stale.Text("current.role"), stale.Text("yours.role")));
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(path, new { role = "admin" }, ("If-Match", "W/" + stale.Text("currentETag")))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(path, new { role = "viewer" }, ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task Who_did_what_is_on_record()
    {
        var id = (await app.Admin.PostJsonAsync("/api/workspaces/demo/members", new { email = "new@example.com", role = "viewer" })).Text("id");
        await app.Admin.PatchJsonAsync($"/api/workspaces/demo/members/{id}", new { role = "sender" });

        var audit = await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={id}&action=member");

        Assert.Equal(
            ["admin@example.com member.changed", "admin@example.com member.added"],
            audit.Json.GetProperty("items").EnumerateArray().Select(entry => $"{entry.GetProperty("member")} {entry.GetProperty("action")}"));
        Assert.Equal(2, audit.Json.GetProperty("total").GetInt32());
    }
}
