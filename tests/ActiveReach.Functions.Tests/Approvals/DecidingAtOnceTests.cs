using System.Net;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Approvals;

/// <summary>Many press their buttons at the same instant.</summary>
public sealed class DecidingAtOnceTests
{
    private static readonly string[] Approvers = ["lead@example.com", "mira@example.com", "noor@example.com"];

    [Fact]
    public async Task Two_of_three_at_once_approve_it_and_each_is_counted_once()
    {
        await using var app = await RunningApp.StartAsync();
        for (var round = 0; round < 8; round++)
        {
            var (id, links) = await AskedAsync(app, round == 0);
            var answers = await Task.WhenAll(links.Take(2).SelectMany(link => new[] { link, link }).Select(link => DecideAsync(app, link, "approve")));

            Assert.Equal(2, answers.Count(answer => answer.Status is HttpStatusCode.OK));
            Assert.Equal(2, answers.Count(answer => answer.Status is HttpStatusCode.Conflict));
            Assert.Equal(("scheduled", "approved"), ((await app.Viewer.ShowAsync(id)).Text("status"), (await app.Viewer.ShowAsync(id)).Text("approvalState")));
            Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync(app, links[2], "reject")).Status);
        }
    }

    [Fact]
    public async Task A_no_beside_the_last_yes_has_one_outcome()
    {
        await using var app = await RunningApp.StartAsync();
        for (var round = 0; round < 8; round++)
        {
            var (id, links) = await AskedAsync(app, round == 0);
            await DecideAsync(app, links[0], "approve");
            var both = await Task.WhenAll(DecideAsync(app, links[1], "approve"), DecideAsync(app, links[2], "reject"));

            Assert.Single(both, answer => answer.Status is HttpStatusCode.OK);
            Assert.Single(both, answer => answer.Status is HttpStatusCode.Conflict);
            var (status, by) = both[0].Status is HttpStatusCode.OK ? ("scheduled", Approvers[1]) : ("draft", Approvers[2]);
            Assert.Equal((status, by), ((await app.Viewer.ShowAsync(id)).Text("status"), (await app.Viewer.ShowAsync(id)).Text("decidedBy")));
        }
    }

    [Fact]
    public async Task What_each_of_them_decided_is_on_record()
    {
        await using var app = await RunningApp.StartAsync();
        var (id, links) = await AskedAsync(app, isFirst: true);
        await DecideAsync(app, links[0], "approve");
        await DecideAsync(app, links[1], "approve");

        var audit = (await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={id}&action=campaign.approved")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([Approvers[1], Approvers[0]], audit.Select(entry => entry.GetProperty("member").GetString()));
        Assert.Equal("1 of 2 approvals.", audit[1].GetProperty("details").GetString());
        Assert.Equal("Well done", (await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.GetProperty("items")[0].GetProperty("comment").GetString());
    }

    private static async Task<(string Id, string[] Links)> AskedAsync(RunningApp app, bool isFirst)
    {
        foreach (var email in isFirst ? Approvers.Skip(1) : [])
            await app.Admin.PostJsonAsync("/api/workspaces/demo/members", new { email, role = "sender" });
        var id = await app.Viewer.DraftAsync();
        var patched = await app.Viewer.PatchJsonAsync($"{CampaignSteps.Route}/{id}", System.Text.Json.JsonSerializer.Serialize(new { approval = new { approvers = Approvers, decisions = 2 } }));
        Assert.True(patched.Status is HttpStatusCode.OK, patched.Body);
        await app.Viewer.MoveAsync(id, "submit");
        var items = (await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals")).Json.GetProperty("items").EnumerateArray().ToList();
        return (id, [.. Approvers.Select(approver => new Uri(items.Single(item => item.GetProperty("approver").GetString() == approver).GetProperty("url").GetString()!).PathAndQuery)]);
    }

    private static Task<Answer> DecideAsync(RunningApp app, string link, string decision) =>
        app.Nobody.SendAsync(HttpMethod.Post, link, $"decision={decision}&comment=Well+done", "application/x-www-form-urlencoded");
}
