using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Segments over HTTP.</summary>
public sealed class SegmentTests : IAsyncLifetime
{
    private const string Workspace = "api/workspaces/demo";
    private const string Segments = Workspace + "/segments";
    private const string Pune = """{"field":"city","op":"eq","value":"pune"}""";
    private RunningApp app = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync();
        await ContactAsync("c1", "Pune", "vip");
        await ContactAsync("c2", "Pune", "new");
        await ContactAsync("c3", "Goa", "vip");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_segment_is_saved_under_a_chosen_id_read_counted_changed_and_deleted()
    {
        var added = await SaveAsync($$"""{"id":"seg_pune","name":" Pune ","tags":["city"],"goals":["win_back"],"where":{{Pune}}}""");
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal(("/api/workspaces/demo/segments/seg_pune", "\"1\"", "Pune"), (added.Headers["Location"], added.Headers["ETag"], added.Text("name")));
        var count = await app.Viewer.GetJsonAsync(Segments + "/seg_pune/count");
        Assert.Equal(("2", "2", "0"), (count.Text("total"), count.Text("reachable.sms"), count.Text("reachable.email")));

        var changed = await app.Sender.PatchJsonAsync(Segments + "/seg_pune", """{"name":"Pune and around","tags":null}""", ("If-Match", "\"1\""));
        Assert.Equal(("2", "Pune and around"), (changed.Text("version"), changed.Text("name")));
        var stale = await app.Sender.PatchJsonAsync(Segments + "/seg_pune", """{"name":"P"}""", ("If-Match", "\"1\""));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "2"), (stale.Status, stale.Text("current.version")));
        var same = await app.Sender.PatchJsonAsync(Segments + "/seg_pune", """{"name":"Pune and around"}""");
        Assert.Equal("2", same.Text("version"));

        Assert.Equal(HttpStatusCode.NoContent, (await app.Sender.SendAsync(HttpMethod.Delete, Segments + "/seg_pune", null, "", ("If-Match", "\"2\""))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(Segments + "/seg_pune")).Status);
        var versions = await app.Viewer.GetJsonAsync(Segments + "/seg_pune/versions");
        Assert.Equal(["Pune and around", "Pune"], versions.Json.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task Lists_are_found_by_text_tag_and_goal()
    {
        await SaveAsync("""{"name":"Beta","tags":["x"],"goals":["birthday"]}""");
        await SaveAsync("""{"name":"Alpha","description":"Those of Pune"}""");
        var all = await app.Viewer.GetJsonAsync(Segments + "?limit=1");
        Assert.Equal(("Alpha", "2"), (all.Json.GetProperty("items")[0].GetProperty("name").GetString(), all.Text("total")));
        Assert.Equal("Beta", (await app.Viewer.GetJsonAsync($"{Segments}?limit=1&cursor={all.Text("nextCursor")}")).Json.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal("1", (await app.Viewer.GetJsonAsync(Segments + "?q=pune")).Text("total"));
        Assert.Equal("1", (await app.Viewer.GetJsonAsync(Segments + "?tag=X&goal=birthday")).Text("total"));
        Assert.Equal(["goal"], (await app.Viewer.GetJsonAsync(Segments + "?goal=fame")).ProblemPaths);
    }

    [Fact]
    public async Task Several_includes_and_excludes_and_a_segment_in_the_expression_are_previewed()
    {
        await SaveAsync($$"""{"id":"seg_pune","name":"Pune","where":{{Pune}}}""");
        await SaveAsync("""{"id":"seg_vip","name":"Vip","where":{"field":"tag","op":"has","value":"vip"}}""");
        await SaveAsync("""{"id":"seg_both","name":"Both","where":{"all":[{"segment":"seg_pune"},{"segment":"seg_vip"}]}}""");

        Assert.Equal("3", await PreviewAsync("""{"include":["seg_pune","seg_vip"]}"""));
        Assert.Equal("1", await PreviewAsync("""{"include":["seg_both"]}"""));
        Assert.Equal("1", await PreviewAsync("""{"include":["seg_pune"],"exclude":["seg_both"]}"""));
        Assert.Equal("0", await PreviewAsync("""{"exclude":["seg_pune","seg_vip"]}"""));
        Assert.Equal("2", await PreviewAsync("""{"where":{"not":{"segment":"seg_both"}}}"""));
    }

    [Fact]
    public async Task A_cycle_is_refused_and_named()
    {
        await SaveAsync("""{"id":"seg_a","name":"A"}""");
        await SaveAsync("""{"id":"seg_b","name":"B","include":["seg_a"]}""");
        await SaveAsync("""{"id":"seg_c","name":"C","where":{"not":{"segment":"seg_b"}}}""");
        var refused = await app.Sender.PatchJsonAsync(Segments + "/seg_a", """{"exclude":["seg_c"]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "exclude[0]"), (refused.Status, refused.ProblemPaths.Single()));
        Assert.Contains("seg_a → seg_c → seg_b → seg_a", refused.Body, StringComparison.Ordinal);
        Assert.Equal(["include[0]"], (await SaveAsync("""{"id":"seg_self","name":"Self","include":["seg_self"]}""")).ProblemPaths);
    }

    [Fact]
    public async Task Of_two_edits_at_once_that_would_close_a_cycle_one_is_refused()
    {
        for (var round = 0; round < 10; round++)
        {
            await SaveAsync($$"""{"id":"seg_a{{round}}","name":"A"}""");
            await SaveAsync($$"""{"id":"seg_b{{round}}","name":"B"}""");
            var answers = await Task.WhenAll(
                app.Sender.PatchJsonAsync($"{Segments}/seg_a{round}", $$"""{"include":["seg_b{{round}}"]}"""),
                app.Sender.PatchJsonAsync($"{Segments}/seg_b{round}", $$"""{"include":["seg_a{{round}}"]}"""));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], answers.Select(answer => answer.Status).Order());
        }
    }

    [Fact]
    public async Task A_segment_that_is_used_is_not_deleted_and_says_by_whom()
    {
        await SaveAsync("""{"id":"seg_a","name":"A"}""");
        await SaveAsync("""{"id":"seg_b","name":"B","include":["seg_a"]}""");
        var campaign = await app.Sender.PostJsonAsync(Workspace + "/campaigns", """{"name":"Diwali","audience":{"where":{"not":{"segment":"seg_a"}}}}""");
        Assert.Equal(HttpStatusCode.Created, campaign.Status);

        var users = await app.Viewer.GetJsonAsync(Segments + "/seg_a/used-by");
        Assert.Equal(("seg_b", campaign.Text("id"), "draft"), (Member(users, "segments", "id"), Member(users, "campaigns", "id"), Member(users, "campaigns", "status")));
        var refused = await app.Sender.SendAsync(HttpMethod.Delete, Segments + "/seg_a");
        Assert.Equal((HttpStatusCode.Conflict, "seg_b", "Diwali"), (refused.Status, Member(refused, "segments", "id"), Member(refused, "campaigns", "name")));

        await app.Sender.SendAsync(HttpMethod.Delete, $"{Workspace}/campaigns/{campaign.Text("id")}");
        Assert.Equal(HttpStatusCode.NoContent, (await app.Sender.SendAsync(HttpMethod.Delete, Segments + "/seg_b")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Sender.SendAsync(HttpMethod.Delete, Segments + "/seg_a")).Status);
        Assert.Equal(["audience.include[0]"], (await app.Sender.PostJsonAsync(Workspace + "/campaigns", """{"name":"Diwali","audience":{"include":["seg_a"]}}""")).ProblemPaths);
    }

    [Fact]
    public async Task Edits_that_would_break_a_segment_further_up_are_refused()
    {
        await SaveAsync("""{"id":"seg_1","name":"1"}""");
        for (var level = 2; level <= 8; level++)
            Assert.Equal(HttpStatusCode.Created, (await SaveAsync($$"""{"id":"seg_{{level}}","name":"{{level}}","include":["seg_{{level - 1}}"]}""")).Status);
        Assert.Equal(["include[0]"], (await SaveAsync("""{"id":"seg_9","name":"9","include":["seg_8"]}""")).ProblemPaths);
        await SaveAsync("""{"id":"seg_0","name":"0"}""");
        var refused = await app.Sender.PatchJsonAsync(Segments + "/seg_1", """{"include":["seg_0"]}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("'seg_8'", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("win_back")]
    [InlineData("cart_recovery")]
    [InlineData("reorder_reminder")]
    [InlineData("birthday")]
    [InlineData("feedback_request")]
    [InlineData("product_launch")]
    public async Task A_goal_has_suggestions_that_are_counted_and_can_be_saved(string goal)
    {
        var suggested = await app.Viewer.GetJsonAsync($"{Segments}/suggested?goal={goal}");
        var item = suggested.Json.GetProperty("items")[0];
        Assert.Equal(JsonValueKind.Number, item.GetProperty("count").GetProperty("total").ValueKind);
        var saved = await SaveAsync(item.GetProperty("segment").GetRawText());
        Assert.Equal((HttpStatusCode.Created, goal), (saved.Status, saved.Json.GetProperty("goals")[0].GetString()));
        Assert.Equal(item.GetProperty("count").GetProperty("total").ToString(), (await app.Viewer.GetJsonAsync($"{Segments}/{saved.Text("id")}/count")).Text("total"));
    }

    [Fact]
    public async Task Suggestions_follow_what_people_did()
    {
        var now = TimeProvider.System.GetUtcNow();
        await EventAsync("e1", "order_placed", "c1", now.AddDays(-100));
        await EventAsync("e2", "cart_abandoned", "c2", now.AddDays(-1));
        await EventAsync("e3", "order_placed", "c3", now.AddDays(-5));
        foreach (var (goal, total) in new[] { ("win_back", 1), ("cart_recovery", 1), ("feedback_request", 1), ("product_launch", 1), ("reorder_reminder", 0) })
            Assert.Equal(total, (await app.Viewer.GetJsonAsync($"{Segments}/suggested?goal={goal}")).Json.GetProperty("items")[0].GetProperty("count").GetProperty("total").GetInt32());
    }

    private static string Member(Answer answer, string list, string name) => answer.Json.GetProperty(list)[0].GetProperty(name).ToString();

    private Task<Answer> SaveAsync(string json) => app.Sender.PostJsonAsync(Segments, json);

    private async Task<string> PreviewAsync(string audience) => (await app.Viewer.PostJsonAsync(Workspace + "/audience/preview", audience)).Text("total");

    private async Task EventAsync(string id, string type, string contact, DateTimeOffset at)
    {
        var answer = await app.Sender.PostJsonAsync(Workspace + "/events", new { id, type, contact = new { externalId = contact }, time = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null) });
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Created, answer.Body);
    }

    private async Task ContactAsync(string id, string city, string tag) =>
        await app.Sender.PostJsonAsync(Workspace + "/contacts", new { externalId = id, phone = $"+9198000000{id[1..]}0", city, tags = new[] { tag } });
}
