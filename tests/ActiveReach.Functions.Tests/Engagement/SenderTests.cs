using ActiveReach.Access;
using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>A1: whoever answers a sender that is or was a workspace's own is heard, and what nobody hears is seen at once.</summary>
public sealed class SenderTests
{
    private const string Parked = "/api/workspaces/demo/engagement/parked";
    private const string Settings = "/api/workspaces/demo/settings";

    [Theory]
    [InlineData("the settings' own", "+18005550100", "+18005550100")]
    [InlineData("the settings' former", "+18005550123", "+18005550123")]
    [InlineData("an outlet's", "+912012345678", "+912012345678")]
    [InlineData("a removed outlet's", "+912012345679", "+912012345679")]
    [InlineData("a campaign's", "+18005550177", "+18005550177")]
    [InlineData("one without its plus", "+18005550123", "18005550123")]
    [InlineData("one with blanks", "+18005550123", "+1 800 555-0123")]
    [InlineData("a short code", "44321", "44321")]
    public async Task Stop_is_heard_on_every_sender_that_is_or_was_the_workspaces(string which, string sender, string asTheCarrierWritesIt)
    {
        await using var sent = await SentCampaign.StartAsync(1, which is "a campaign's" ? sender : null);
        await GiveAndTakeAsync(sent.App, which, sender);
        await sent.HandOverAsync();
        sent.LetTimePass();

        var text = sent.Text(0, "STOP");
        text["data"]!["to"] = asTheCarrierWritesIt;
        await sent.PostEventsAsync(text);
        await sent.SettleAsync();

        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
        Assert.Equal("0", (await sent.App.Admin.GetJsonAsync(Parked)).Text("total"));
        Assert.Equal(1, (await sent.AnalyticsAsync()).GetProperty("optedOut").GetInt32());
    }

    [Fact]
    public async Task A_receipt_without_a_tag_is_not_told_as_unknown_where_its_sender_is_a_former_one()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await GiveAndTakeAsync(sent.App, "the settings' former", "+18005550123");
        var receipt = sent.Receipt(0);
        receipt["data"]!.AsObject().Remove("tag");
        receipt["data"]!["from"] = "+18005550123";
        await sent.PostEventsAsync(receipt);

        Assert.Equal("unknown_message", (await UntilParkedAsync(sent.App.Admin))[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_text_to_a_sender_of_nobody_is_seen_at_once_and_heard_when_it_was_entered()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        var text = sent.Text(0, "STOP");
        text["data"]!["to"] = "+18005550999";
        await sent.PostEventsAsync(text);

        // The clock stands still: nothing waits for it.
        var parked = (await UntilParkedAsync(sent.App.Admin))[0];
        Assert.Equal(
            ("unknown_sender", "waiting", "sms", "+18005550999", true),
            (parked.GetProperty("reason").GetString(), parked.GetProperty("state").GetString(), parked.GetProperty("channel").GetString(), parked.GetProperty("sender").GetString(), parked.GetProperty("nobodys").GetBoolean()));
        Assert.Contains("+18005550999", parked.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(sent.People[0].Phone!, parked.GetRawText(), StringComparison.Ordinal);
        var (_, foreign) = await sent.App.Get<CreateWorkspace>().RunAsync("Zanzibar", "boss@zanzibar.example");
        Assert.Equal("1", (await sent.App.As(foreign).GetJsonAsync("/api/workspaces/zanzibar/engagement/parked")).Text("total"));
        Assert.Equal(HttpStatusCode.Forbidden, (await sent.App.Sender.GetJsonAsync(Parked)).Status);

        var retry = $"{Parked}/{parked.GetProperty("id").GetInt64()}/retry";
        Assert.Equal(HttpStatusCode.Forbidden, (await sent.App.Sender.PostJsonAsync(retry, new { })).Status);
        await sent.App.Admin.PatchJsonAsync(Settings, """{"senders":{"sms":"+18005550999"}}""");
        Assert.Equal(HttpStatusCode.OK, (await sent.App.Admin.PostJsonAsync(retry, new { })).Status);
        await sent.SettleAsync();
        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
        Assert.Equal(HttpStatusCode.NotFound, (await sent.App.Admin.PostJsonAsync(retry, new { again = true })).Status);
        Assert.Equal("1", (await sent.App.Admin.GetJsonAsync("/api/workspaces/demo/audit?action=engagement.retried")).Text("total"));
    }

    [Fact]
    public async Task A_receipt_of_a_run_that_nobody_has_is_seen_at_once()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        var receipt = sent.Receipt(0);
        receipt["data"]!["tag"] = "run_00000000000000000000-1:0:0:0";
        receipt["data"]!["from"] = "+18005550999";
        await sent.PostEventsAsync(receipt);

        Assert.Equal("waiting", (await UntilParkedAsync(sent.App.Admin))[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_sender_that_another_workspace_gave_up_may_be_taken_and_answers_go_to_the_new_owner()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await GiveAndTakeAsync(sent.App, "the settings' former", "+18005550123");
        var (_, foreign) = await sent.App.Get<CreateWorkspace>().RunAsync("Zanzibar", "boss@zanzibar.example");
        var admin = sent.App.As(foreign);
        Assert.Equal(HttpStatusCode.OK, (await admin.PatchJsonAsync("/api/workspaces/zanzibar/settings", """{"senders":{"sms":"+18005550123"}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PatchJsonAsync("/api/workspaces/zanzibar/settings", """{"senders":{"sms":"+18005550100"}}""")).Status);
        Assert.Equal([new WorkspaceId("zanzibar")], await sent.App.Get<SenderDirectory>().FindAsync(ActiveReach.Channels.Channel.Sms, "+18005550123"));
    }

    /// <summary>Has the workspace get a sender in the way given and lose it again where it is a former one.</summary>
    private static async Task GiveAndTakeAsync(RunningApp app, string which, string sender)
    {
        switch (which)
        {
            case "an outlet's" or "a removed outlet's":
                var outlet = await app.Admin.PostJsonAsync("/api/workspaces/demo/outlets", new { name = "Pune", timeZone = "Asia/Kolkata", senders = new { sms = sender } });
                Assert.Equal(HttpStatusCode.Created, outlet.Status);
                if (which is "a removed outlet's")
                    Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/outlets/{outlet.Text("id")}")).Status);
                break;
            case "the settings' own":
                break;
            default:
                Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(Settings, new JsonObject { ["senders"] = new JsonObject { ["sms"] = sender } }.ToJsonString())).Status);
                Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(Settings, """{"senders":{"sms":"+18005550100"}}""")).Status);
                break;
        }
    }

    private static async Task<List<System.Text.Json.JsonElement>> UntilParkedAsync(HttpClient admin)
    {
        var shown = await Eventually.SeenAsync("something is parked", () => admin.GetJsonAsync(Parked), answer => answer.Json.GetProperty("items").GetArrayLength() > 0);
        return [.. shown.Json.GetProperty("items").EnumerateArray()];
    }
}
