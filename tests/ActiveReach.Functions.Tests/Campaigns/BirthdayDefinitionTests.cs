using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>What a birthday campaign says, and what it can't.</summary>
public sealed class BirthdayDefinitionTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private readonly RunningApp app = fixture.App;

    [Theory]
    [InlineData("""{}""", "Standing: at 10:00, on each birthday; nobody waits.")]
    [InlineData("""{"schedule":{"timezone":"recipient"}}""", "Standing: at 10:00 by the contact's clock, on each birthday; nobody waits.")]
    [InlineData("""{"schedule":{"at":"09:15","timezone":"outlet","offsetDays":-3,"until":"2031-01-01"}}""", "Standing until 2031-01-01: at 09:15 by the outlet's clock, 3 days before each birthday; nobody waits.")]
    [InlineData("""{"schedule":{"kind":"birthday","at":"18:00:30","timezone":"Europe/Berlin","offsetDays":1}}""", "Standing: at 18:00 in Europe/Berlin, a day after each birthday; nobody waits.")]
    public async Task It_stands_and_says_when_it_sends(string more, string reason)
    {
        var id = await DraftAsync(more);
        var launched = await app.Sender.MoveAsync(id, "launch");
        Assert.True(launched.Status is HttpStatusCode.OK, launched.Body);
        var stands = await Eventually.SeenAsync("it stands", () => app.Sender.ShowAsync(id), answer => answer.Text("status") == "active");
        Assert.Equal(("Standing", reason), (stands.Text("statusLabel"), stands.Text("statusReason")));
        Assert.False(stands.Json.TryGetProperty("nextAction", out var next) && next.ValueKind is not System.Text.Json.JsonValueKind.Null);
        var allowed = stands.Json.GetProperty("allowed").EnumerateArray().Select(move => move.GetString());
        Assert.Contains("pause", allowed);
        Assert.Contains("cancel", allowed);
        Assert.Empty((await app.Sender.GetJsonAsync($"{CampaignSteps.Route}/{id}/instances")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Conflict, (await app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{id}/fire", new { contact = new { externalId = "c1" } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Sender.MoveAsync(id, "cancel")).Status);
    }

    [Theory]
    [InlineData("""{"schedule":{"at":"2026-12-01T10:00"}}""", "schedule.at")]
    [InlineData("""{"schedule":{"at":"25:00"}}""", "schedule.at")]
    [InlineData("""{"schedule":{"offsetDays":31}}""", "schedule.offsetDays")]
    [InlineData("""{"schedule":{"offsetDays":1.5}}""", "schedule.offsetDays")]
    [InlineData("""{"schedule":{"timezone":"Mars/Olympus"}}""", "schedule.timezone")]
    [InlineData("""{"schedule":{"until":"tomorrow"}}""", "schedule.until")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"text":"{{event.order}}"}}}]}""", "variants[0].content.sms.text")]
    public async Task What_is_wrong_is_refused_when_it_is_saved(string more, string path)
    {
        var refused = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{await DraftAsync("{}")}", more);
        Assert.Equal((HttpStatusCode.BadRequest, path), (refused.Status, refused.ProblemPaths[0]));
    }

    [Theory]
    [InlineData("""{"audience":null}""", "audience")]
    [InlineData("""{"schedule":{"kind":"at","at":"2030-12-01T10:00"}}""", "schedule.kind")]
    [InlineData("""{"schedule":{"kind":"now"}}""", "schedule.kind")]
    [InlineData("""{"trigger":{"event":"order_placed"}}""", "trigger")]
    [InlineData("""{"experiment":{"metric":"reply"},"variants":[{"id":"A","content":{"sms":{"text":"Hi"}}},{"id":"B","content":{"sms":{"text":"Ho"}}}]}""", "experiment")]
    public async Task What_can_not_work_is_refused_when_it_is_launched(string more, string path)
    {
        var refused = await app.Sender.MoveAsync(await DraftAsync(more), "launch");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, path), (refused.Status, refused.ProblemPaths[0]));
    }

    [Fact]
    public async Task Scheduling_it_may_say_its_hour()
    {
        var id = await DraftAsync("{}");
        var scheduled = await app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{id}/schedule", new { schedule = new { at = "08:00", timezone = "recipient" } });
        Assert.True(scheduled.Status is HttpStatusCode.OK, scheduled.Body);
        Assert.Equal(("birthday", "08:00"), (scheduled.Json.GetProperty("schedule").GetProperty("kind").GetString(), scheduled.Json.GetProperty("schedule").GetProperty("at").GetString()));
    }

    private async Task<string> DraftAsync(string more)
    {
        var id = await app.Sender.DraftAsync(new
        {
            name = "Many happy returns",
            type = "birthday",
            audience = new { },
            channels = new[] { new { channel = "sms" } },
            variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{default first_name 'there'}}" } } } },
            approval = new { required = false },
        });
        var patched = await app.Sender.PatchJsonAsync($"{CampaignSteps.Route}/{id}", more);
        Assert.True(patched.Status is HttpStatusCode.OK, patched.Body);
        return id;
    }
}
