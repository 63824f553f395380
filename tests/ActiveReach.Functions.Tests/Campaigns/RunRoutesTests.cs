using System.Net;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>Each run of a campaign is shown and steered on its own.</summary>
public sealed class RunRoutesTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private readonly RunningApp app = fixture.App;

    [Fact]
    public async Task Of_two_runs_one_is_paused_and_the_campaign_goes_on()
    {
        var campaign = await TwoRunsAsync();

        var paused = await app.Sender.MoveAsync($"{campaign.Id}/runs/{campaign.Id}.1", "pause");
        Assert.Equal((HttpStatusCode.OK, "paused", "Resume it, or cancel what has not been sent."), (paused.Status, paused.Text("status"), paused.Text("nextAction")));
        Assert.Equal("sending", (await app.Sender.ShowAsync(campaign.Id.Value)).Text("status"));
        Assert.Equal(["paused: resume cancel", "sending: pause cancel"], await ShownAsync(app.Sender, campaign));
        Assert.Equal(["paused: ", "sending: "], await ShownAsync(app.Viewer, campaign));

        await app.Sender.MoveAsync($"{campaign.Id}/runs/{campaign.Id}.2", "cancel");
        Assert.Equal("paused", (await app.Sender.ShowAsync(campaign.Id.Value)).Text("status"));
        await app.Sender.MoveAsync($"{campaign.Id}/runs/{campaign.Id}.1", "resume");
        Assert.Equal(["sending: pause cancel", "cancelled: "], await ShownAsync(app.Sender, campaign));
    }

    [Fact]
    public async Task A_pause_of_the_campaign_pauses_all_of_its_runs_and_is_told_once()
    {
        var campaign = await TwoRunsAsync();
        Assert.Equal("paused", (await app.Sender.MoveAsync(campaign.Id.Value, "pause")).Text("status"));
        Assert.Equal(["paused: resume cancel", "paused: resume cancel"], await ShownAsync(app.Sender, campaign));

        var trail = await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={campaign.Id}");
        Assert.Equal("campaign.paused", Assert.Single(trail.Json.GetProperty("items").EnumerateArray()).GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_move_that_a_run_does_not_allow_is_refused_with_those_that_it_does()
    {
        var campaign = await TwoRunsAsync();
        var refused = await app.Sender.MoveAsync($"{campaign.Id}/runs/{campaign.Id}.1", "resume");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("it allows pause, cancel", refused.Body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await app.Sender.MoveAsync($"{campaign.Id}/runs/{campaign.Id}.9", "pause")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.MoveAsync($"{campaign.Id}/runs/{campaign.Id}.1", "pause")).Status);
    }

    private async Task<Campaign> TwoRunsAsync()
    {
        var campaign = await app.PlaceAsync(CampaignStatus.Sending);
        var first = (await app.Get<RunRecords>().FindAsync(campaign.Run!.Value))!;
        var second = RunId.Of(campaign.Id, 2);
        Assert.True(await app.Get<RunRecords>().TryAddAsync(first with { Id = second, Orchestration = second.Orchestration, StartedAt = first.StartedAt.AddHours(1) }));
        return campaign;
    }

    private static async Task<string[]> ShownAsync(HttpClient client, Campaign campaign) =>
    [
        .. (await client.GetJsonAsync($"{CampaignSteps.Route}/{campaign.Id}/runs")).Json.GetProperty("items").EnumerateArray()
            .Select(run => $"{run.GetProperty("status").GetString()}: {string.Join(' ', run.GetProperty("allowed").EnumerateArray().Select(name => name.GetString()))}"),
    ];
}
