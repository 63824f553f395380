using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Campaigns;

public sealed class CampaignRoutesTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private readonly RunningApp app = fixture.App;

    [Fact]
    public async Task A_draft_is_made_read_edited_and_deleted()
    {
        var made = await app.Viewer.PostJsonAsync(CampaignSteps.Route, """{"name":"Half a draft","tags":["x"]}""");
        Assert.Equal((HttpStatusCode.Created, "\"1\"", "draft", "Draft"), (made.Status, made.Headers["ETag"], made.Text("status"), made.Text("statusLabel")));
        var path = made.Headers["Location"];
        Assert.Equal("viewer@example.com", (await app.Viewer.GetJsonAsync(path)).Text("draftedBy"));

        var edited = await app.Sender.PatchJsonAsync(path, """{"tags":null,"description":"by two people"}""", ("If-Match", "\"1\""));
        Assert.Equal((HttpStatusCode.OK, "\"2\"", "by two people"), (edited.Status, edited.Headers["ETag"], edited.Text("description")));

        Assert.Equal(HttpStatusCode.NoContent, (await app.Viewer.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(path)).Status);
    }

    [Fact]
    public async Task A_stale_edit_is_answered_with_both_versions_and_changes_nothing()
    {
        var id = await app.Viewer.DraftAsync();
        await app.Viewer.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"name":"Theirs"}""", ("If-Match", "\"1\""));
        var stale = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"name":"Mine"}""", ("If-Match", "\"1\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "Theirs", "Mine", "\"2\""), (stale.Status, stale.Text("current.name"), stale.Text("yours.name"), stale.Headers["ETag"]));
        Assert.Equal("Theirs", (await app.Viewer.ShowAsync(id)).Text("name"));
    }

    [Fact]
    public async Task A_scheduled_campaign_is_edited_only_with_if_match()
    {
        var id = await app.Sender.DraftAsync();
        Assert.Equal("scheduled", (await app.Sender.MoveAsync(id, "launch")).Text("status"));

        var path = $"{CampaignSteps.Route}/{id}";
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await app.Sender.PatchJsonAsync(path, """{"name":"x"}""")).Status);
        var moved = await app.Sender.PatchJsonAsync(path, """{"schedule":{"at":"2030-12-02T10:00"}}""", ("If-Match", "\"1\""));
        Assert.Equal((HttpStatusCode.OK, "2030-12-02T04:30:00+00:00", "1"), (moved.Status, moved.Text("startsAt"), moved.Text("submission")));
    }

    [Theory]
    [InlineData("""{"type":"weekly"}""", "type")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"{{frist_name}}"}}}]}""", "variants[0].content.sms.text")]
    [InlineData("""{"status":"sending"}""", "status")]
    [InlineData("""{"replyWindow":"6 hours"}""", "replyWindow")]
    public async Task A_definition_that_is_wrong_is_refused_by_the_path_of_the_problem(string json, string path)
    {
        var answer = await app.Viewer.PostJsonAsync(CampaignSteps.Route, json);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal([path], answer.ProblemPaths);
    }

    [Fact]
    public async Task An_incomplete_draft_is_not_submitted_and_says_everything_that_is_missing()
    {
        var id = await app.Viewer.DraftAsync(new { });
        var answer = await app.Viewer.MoveAsync(id, "submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["name", "audience", "channels", "variants"], answer.ProblemPaths);
    }

    [Fact]
    public async Task A_copy_is_a_new_draft_of_whoever_made_it()
    {
        var id = await app.Viewer.DraftAsync();
        var copy = await app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{id}/duplicate", "{}");
        Assert.Equal((HttpStatusCode.Created, "Diwali launch (copy)", "lead@example.com"), (copy.Status, copy.Text("name"), copy.Text("draftedBy")));
        Assert.NotEqual(id, copy.Text("id"));
    }

    [Fact]
    public async Task Comments_are_kept_in_order_and_paged()
    {
        var path = $"{CampaignSteps.Route}/{await app.Viewer.DraftAsync()}/comments";
        foreach (var text in new[] { "one", "two", "three" })
            Assert.Equal(HttpStatusCode.Created, (await app.Viewer.PostJsonAsync(path, new { text })).Status);
        var first = await app.Sender.GetJsonAsync(path + "?limit=2");
        var rest = await app.Sender.GetJsonAsync($"{path}?limit=2&cursor={first.Text("nextCursor")}");

        Assert.Equal(["one", "two", "three"], first.Json.GetProperty("items").EnumerateArray().Concat(rest.Json.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("text").GetString()));
        Assert.Equal("3", rest.Text("total"));
        Assert.Equal("three", (await app.Sender.GetJsonAsync(path + "?limit=1&sort=-at")).Json.GetProperty("items")[0].GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Viewer.PostJsonAsync(path, """{"text":" "}""")).Status);
    }

    [Fact]
    public async Task The_list_filters_sorts_and_pages()
    {
        for (var n = 0; n < 5; n++)
            await app.Viewer.DraftAsync(new { name = $"Listed {n}", tags = new[] { "listed" }, channels = new[] { new { channel = n % 2 == 0 ? "sms" : "email" } }, location = n == 4 ? "pune" : null });

        var page = await app.Viewer.GetJsonAsync(CampaignSteps.Route + "?tag=listed&sort=-name&limit=3&status=draft,paused&type=one_time&q=LISTED");
        var next = await app.Viewer.GetJsonAsync($"{CampaignSteps.Route}?tag=listed&sort=-name&limit=3&status=draft,paused&type=one_time&q=LISTED&cursor={page.Text("nextCursor")}");
        Assert.Equal(["Listed 4", "Listed 3", "Listed 2", "Listed 1", "Listed 0"], page.Json.GetProperty("items").EnumerateArray().Concat(next.Json.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("name").GetString()));
        Assert.Equal("5", page.Text("total"));
        Assert.Equal("2", (await app.Viewer.GetJsonAsync(CampaignSteps.Route + "?tag=listed&channel=email")).Text("total"));
        Assert.Equal("1", (await app.Viewer.GetJsonAsync(CampaignSteps.Route + "?tag=listed&location=pune")).Text("total"));
        Assert.Equal("1", (await app.Viewer.GetJsonAsync("/api/workspaces/demo/automations?type=campaign&location=pune")).Text("total"));
        Assert.Equal("0", (await app.Viewer.GetJsonAsync("/api/workspaces/demo/automations?type=journey")).Text("total"));
    }

    [Theory]
    [InlineData("?status=asleep", "status")]
    [InlineData("?type=OneTime", "type")]
    [InlineData("?channel=fax", "channel")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?sort=luck", "sort")]
    [InlineData("?cursor=abc", "cursor")]
    [InlineData("?colour=red", "colour")]
    public async Task A_filter_that_is_wrong_is_refused_by_name(string query, string path)
    {
        var answer = await app.Viewer.GetJsonAsync(CampaignSteps.Route + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([path], answer.ProblemPaths);
    }

    [Fact]
    public async Task A_repeated_post_makes_one_campaign()
    {
        var first = await app.Viewer.PostJsonAsync(CampaignSteps.Route, """{"name":"Once"}""", ("Idempotency-Key", "once-1"));
        var second = await app.Viewer.PostJsonAsync(CampaignSteps.Route, """{"name":"Once"}""", ("Idempotency-Key", "once-1"));
        Assert.Equal(first.Text("id"), second.Text("id"));
    }
}
