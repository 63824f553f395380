using ActiveReach.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using ActiveReach.Runs;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>What somebody is offered is what they may do. The campaigns are drafted by the viewer; the sender and the admin may decide.</summary>
public sealed class AllowedTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private readonly RunningApp app = fixture.App;

    public static TheoryData<CampaignStatus, string, string> Rows => new()
    {
        { CampaignStatus.Draft, "edit submit delete duplicate comment", "edit submit schedule launch delete duplicate comment" },
        { CampaignStatus.NeedsApproval, "edit withdraw duplicate comment", "edit approve reject cancel duplicate comment" },
        { CampaignStatus.Scheduled, "duplicate comment", "edit pause cancel duplicate comment" },
        { CampaignStatus.Sending, "duplicate comment", "pause cancel duplicate comment" },
        { CampaignStatus.Paused, "duplicate comment", "resume cancel duplicate comment" },
        { CampaignStatus.Active, "duplicate comment", "cancel duplicate comment" },
        { CampaignStatus.Complete, "duplicate comment", "duplicate comment" },
        { CampaignStatus.Cancelled, "delete duplicate comment", "delete duplicate comment" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Everybody_is_shown_the_moves_of_their_role(CampaignStatus status, string toViewer, string toSender)
    {
        var id = (await app.PlaceAsync(status)).Id.Value;

        Assert.Equal(toViewer, Allowed(await app.Viewer.ShowAsync(id)));
        Assert.Equal(toSender, Allowed(await app.Sender.ShowAsync(id)));
        Assert.Equal(toSender, Allowed(await app.Admin.ShowAsync(id)));
        Assert.Equal(toViewer, await ListedAsync(app.Viewer, id));
        Assert.Equal(toSender, await ListedAsync(app.Sender, id));
    }

    [Fact]
    public async Task Whoever_drafted_it_is_not_offered_the_decision()
    {
        var id = await app.Sender.DraftAsync(CampaignSteps.Definition(required: true));
        Assert.Equal("edit submit launch delete duplicate comment", Allowed(await app.Sender.ShowAsync(id)));
        await app.Sender.MoveAsync(id, "submit");

        Assert.Equal("edit withdraw cancel duplicate comment", Allowed(await app.Sender.ShowAsync(id)));
        Assert.Equal("edit approve reject cancel duplicate comment", Allowed(await app.Admin.ShowAsync(id)));
    }

    [Fact]
    public async Task Where_own_drafts_may_be_approved_their_writer_is_offered_it()
    {
        await using var own = await RunningApp.StartAsync();
        await own.Admin.PatchJsonAsync("/api/workspaces/demo/settings", """{"ownDraft":true}""");
        var id = await own.Sender.DraftAsync(CampaignSteps.Definition(required: true));
        await own.Sender.MoveAsync(id, "submit");

        Assert.Equal("edit approve reject withdraw cancel duplicate comment", Allowed(await own.Sender.ShowAsync(id)));
    }

    [Theory]
    [InlineData(CampaignStatus.Sending, "pause cancel")]
    [InlineData(CampaignStatus.Paused, "resume cancel")]
    public async Task Where_an_experiment_waits_for_a_person_deciding_is_offered_to_those_who_may(CampaignStatus status, string others)
    {
        var campaign = await app.PlaceAsync(status);
        await app.Get<RunMoves>().AwaitDecisionAsync(campaign.Run!.Value);

        Assert.Equal("duplicate comment", Allowed(await app.Viewer.ShowAsync(campaign.Id.Value)));
        Assert.Equal($"decide {others} duplicate comment", Allowed(await app.Sender.ShowAsync(campaign.Id.Value)));
    }

    [Fact]
    public async Task Who_moves_the_time_alone_may_still_approve_and_who_changes_the_words_may_not()
    {
        var id = await app.Viewer.DraftAsync(CampaignSteps.Definition(required: true));
        await app.Viewer.MoveAsync(id, "submit");
        var moved = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"schedule":{"at":"2030-12-02T11:00"}}""", ("If-Match", "\"1\""));
        Assert.Equal("""["viewer@example.com"]""", moved.Text("editedBy"));
        Assert.Contains("approve", Allowed(await app.Sender.ShowAsync(id)), StringComparison.Ordinal);

        var reworded = await app.Admin.PatchJsonAsync($"{CampaignSteps.Route}/{id}", """{"name":"Other words"}""", ("If-Match", "\"2\""));
        Assert.Contains("admin@example.com", reworded.Text("editedBy"), StringComparison.Ordinal);
        Assert.DoesNotContain("approve", Allowed(await app.Admin.ShowAsync(id)), StringComparison.Ordinal);
        Assert.Equal("scheduled", (await app.Sender.MoveAsync(id, "approve")).Text("status"));
    }

    private static string Allowed(Answer answer) => string.Join(' ', answer.Json.GetProperty("allowed").EnumerateArray().Select(name => name.GetString()));

    private static async Task<string> ListedAsync(HttpClient client, string id)
    {
        var all = await client.GetJsonAsync($"{CampaignSteps.Route}?limit=500");
        return string.Join(' ', all.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id).GetProperty("allowed").EnumerateArray().Select(name => name.GetString()));
    }
}
