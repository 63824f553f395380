using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>Decision C-1 over HTTP.</summary>
public sealed class EditAfterSchedulingTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private const string Later = """{"schedule":{"at":"2030-12-02T10:00"}}""";
    private readonly RunningApp app = fixture.App;

    [Fact]
    public async Task Of_two_who_edit_the_same_version_the_second_is_shown_both()
    {
        var id = await ApprovedAsync();
        Assert.Equal(HttpStatusCode.OK, (await EditAsync(app.Sender, id, Later, "1")).Status);
        var stale = await EditAsync(app.Admin, id, """{"name":"Mine"}""", "1");

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Contains("2030-12-02T10:00", stale.Body, StringComparison.Ordinal);
        Assert.Contains("Mine", stale.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", Later)).Status);
    }

    [Theory]
    [InlineData(Later, "scheduled", "approved", "1")]
    [InlineData("""{"schedule":{"kind":"now","at":null,"timezone":null}}""", "scheduled", "approved", "1")]
    [InlineData("""{"audience":{"where":{"field":"city","op":"eq","value":"Pune"}}}""", "needs_approval", "waiting", "2")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"Other words"}}}]}""", "needs_approval", "waiting", "2")]
    [InlineData("""{"approval":{"required":false}}""", "needs_approval", "waiting", "2")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"Other words"}}}],"schedule":{"at":"2030-12-02T10:00"}}""", "needs_approval", "waiting", "2")]
    public async Task What_was_approved_is_asked_for_anew_and_its_time_alone_is_not(string patch, string status, string approval, string submission)
    {
        var id = await ApprovedAsync();
        var edited = await EditAsync(app.Sender, id, patch, "1");
        Assert.Equal((status, approval, submission), (edited.Text("status"), edited.Text("approvalState"), edited.Text("submission")));
    }

    [Fact]
    public async Task An_edit_says_on_record_which_parts_it_changed()
    {
        var id = await ApprovedAsync();
        await EditAsync(app.Sender, id, """{"description":"New","schedule":{"at":"2030-12-02T10:00"}}""", "1");

        var newest = (await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={id}&action=campaign.edited")).Json.GetProperty("items")[0];
        Assert.Equal(("lead@example.com", "Changed schedule.at, description."), (newest.GetProperty("member").GetString(), newest.GetProperty("details").GetString()));
    }

    [Fact]
    public async Task What_waits_is_commented_on_and_edited_by_who_drafts_but_what_is_scheduled_is_not()
    {
        var id = await app.Viewer.DraftAsync(CampaignSteps.Definition(required: true));
        await app.Viewer.MoveAsync(id, "submit");
        Assert.Equal(HttpStatusCode.OK, (await EditAsync(app.Viewer, id, """{"description":"New"}""", "1")).Status);
        await app.Sender.MoveAsync(id, "approve");

        Assert.Equal(HttpStatusCode.Forbidden, (await EditAsync(app.Viewer, id, """{"description":"Newer"}""", "2")).Status);
        Assert.Equal(HttpStatusCode.Created, (await app.Viewer.PostJsonAsync($"{CampaignSteps.Route}/{id}/comments", new { text = "Please say it louder" })).Status);
    }

    [Fact]
    public async Task A_paused_campaign_that_has_not_begun_is_edited_as_a_scheduled_one_and_one_that_has_is_not()
    {
        var id = await ApprovedAsync();
        Assert.Equal("paused", (await app.Sender.MoveAsync(id, "pause")).Text("status"));
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", Later)).Status);
        Assert.Equal("paused", (await EditAsync(app.Sender, id, Later, "1")).Text("status"));
        Assert.Equal("scheduled", (await app.Sender.MoveAsync(id, "resume")).Text("status"));

        var begun = await app.PlaceAsync(ActiveReach.Ids.CampaignStatus.Paused);
        Assert.Equal(HttpStatusCode.Conflict, (await EditAsync(app.Sender, begun.Id.Value, Later, "1")).Status);
    }

    private async Task<string> ApprovedAsync()
    {
        var id = await app.Viewer.DraftAsync(CampaignSteps.Definition(required: true));
        await app.Viewer.MoveAsync(id, "submit");
        Assert.Equal("scheduled", (await app.Sender.MoveAsync(id, "approve")).Text("status"));
        return id;
    }

    private static Task<Answer> EditAsync(HttpClient client, string id, string patch, string version) =>
        client.PatchJsonAsync($"{CampaignSteps.Route}/{id}", patch, ("If-Match", $"\"{version}\""));
}
