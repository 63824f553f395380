using System.Text.Json;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Runs;

namespace ActiveReach.Functions.Tests.Analytics;

public sealed class FigureTests
{
    private static readonly string[] Names =
    [
        "sent", "delivered", "bounced", "failed", "pending", "uncertain", "opened", "machineOpened", "clicked", "machineClicked", "replied", "optedOut", "ignored", "converted",
    ];

    [Fact]
    public async Task Every_surface_gives_the_same_answer_about_a_campaign_with_awkward_people()
    {
        await using var sent = await AwkwardPeople.StartAsync();
        await sent.LookAsync();
        Assert.Equal(0, (await sent.AnalyticsAsync()).GetProperty("ignored").GetInt32());
        Assert.Equal(0, (await sent.RecipientsAsync("ignored")).GetProperty("total").GetInt32());
        await AfterTheWindowAsync(sent);

        var figures = await sent.AnalyticsAsync();
        var expected = new Dictionary<string, int>
        {
            ["recipients"] = 15,
            ["sent"] = 13,
            ["delivered"] = 10,
            ["bounced"] = 1,
            ["failed"] = 1,
            ["pending"] = 2,
            ["uncertain"] = 1,
            ["opened"] = 1,
            ["machineOpened"] = 1,
            ["clicked"] = 1,
            ["machineClicked"] = 1,
            ["replied"] = 2,
            ["optedOut"] = 3,
            ["ignored"] = 5,
            ["converted"] = 0,
        };
        Assert.Equal(expected, expected.Keys.ToDictionary(name => name, name => figures.GetProperty(name).GetInt32()));
        Assert.Equal("""{"opted_out":1}""", figures.GetProperty("skipped").GetRawText());

        foreach (var name in Names)
            Assert.Equal((name, expected[name]), (name, (await sent.RecipientsAsync(JsonNamingPolicy.SnakeCaseLower.ConvertName(name))).GetProperty("total").GetInt32()));
        Assert.Equal(1, (await sent.RecipientsAsync("skipped")).GetProperty("total").GetInt32());
        foreach (var (deed, name) in new[] { ("received", "sent"), ("delivered", "delivered"), ("opened", "opened"), ("clicked", "clicked"), ("replied", "replied"), ("ignored", "ignored"), ("converted", "converted") })
        {
            var where = new { did = deed, campaign = sent.Run.Campaign.Value };
            Assert.Equal((deed, expected[name], expected[name]), (deed, await sent.CountAsync(where), await sent.ExportedAsync(where)));
        }

        await BreakdownsAddUpAsync(sent, figures);
        await TestsCountNowhereAsync(sent, figures);
    }

    [Fact]
    public async Task Whoever_answered_stop_has_ignored_nothing_and_who_is_to_be_read_counts_only_when_somebody_has_decided()
    {
        await using var sent = await AwkwardPeople.StartAsync();
        await sent.LookAsync();
        await AfterTheWindowAsync(sent);
        var ignored = (await sent.RecipientsAsync("ignored")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("externalId").GetString()).Order();
        Assert.Equal(new[] { AwkwardPeople.ReadByMachine, AwkwardPeople.AnswersLate, AwkwardPeople.Silent, AwkwardPeople.WithoutReceipt, AwkwardPeople.BouncedAfterDelivery }.Select(person => $"p{person}").Order(), ignored);

        var review = (await sent.App.Viewer.GetJsonAsync("/api/workspaces/demo/consent/reviews")).Json.GetProperty("items").EnumerateArray().Single();
        await sent.App.Sender.PostJsonAsync($"/api/workspaces/demo/consent/reviews/{review.GetProperty("id").GetString()}", new { decision = "keep" });

        var figures = await sent.AnalyticsAsync();
        Assert.Equal((3, 5), (figures.GetProperty("replied").GetInt32(), figures.GetProperty("ignored").GetInt32()));
        Assert.Equal(3, await sent.CountAsync(new { did = "replied", campaign = sent.Run.Campaign.Value }));
    }

    [Fact]
    public async Task A_request_to_stop_that_is_decided_to_be_one_is_an_opt_out_and_no_reply()
    {
        await using var sent = await AwkwardPeople.StartAsync();
        var review = (await sent.App.Viewer.GetJsonAsync("/api/workspaces/demo/consent/reviews")).Json.GetProperty("items").EnumerateArray().Single();
        await sent.App.Sender.PostJsonAsync($"/api/workspaces/demo/consent/reviews/{review.GetProperty("id").GetString()}", new { decision = "opt_out" });

        var figures = await sent.AnalyticsAsync();
        Assert.Equal((2, 4), (figures.GetProperty("replied").GetInt32(), figures.GetProperty("optedOut").GetInt32()));
    }

    [Fact]
    public async Task A_complete_campaign_is_final_only_when_its_receipts_are_in_or_their_time_is_over_and_then_moves_no_more()
    {
        await using var sent = await AwkwardPeople.StartAsync();
        await sent.LookAsync();
        var settled = sent.Clock.GetUtcNow();
        await AfterTheWindowAsync(sent);
        Assert.Equal("complete", (await sent.App.Viewer.GetJsonAsync(sent.CampaignPath)).Text("status"));
        var open = await sent.AnalyticsAsync();
        Assert.Equal((false, settled.AddDays(1)), (open.GetProperty("final").GetBoolean(), open.GetProperty("finalBy").GetDateTimeOffset()));
        Assert.Contains("at the latest", (await sent.App.Viewer.GetJsonAsync(sent.CampaignPath)).Text("statusReason"), StringComparison.Ordinal);

        await sent.ClickAsync(AwkwardPeople.Silent);
        await sent.SettledAsync();
        Assert.Equal(2, (await sent.AnalyticsAsync()).GetProperty("clicked").GetInt32());

        sent.Clock.AdvanceTo(Later(settled.AddDays(1), sent.Clock.GetUtcNow()));
        Assert.Equal(Look.GoOn, (await sent.LookAsync()).Outcome);
        var final = await sent.AnalyticsAsync();
        Assert.True(final.GetProperty("final").GetBoolean());
        Assert.Contains("may or may not have got the message", final.GetProperty("explained").GetProperty("uncertain").GetString(), StringComparison.Ordinal);
        Assert.Contains("never reported", final.GetProperty("explained").GetProperty("pending").GetString(), StringComparison.Ordinal);
        Assert.Equal("The reply window is over and the figures are final.", (await sent.App.Viewer.GetJsonAsync(sent.CampaignPath)).Text("statusReason"));

        await sent.PostEventsAsync(sent.Receipt(AwkwardPeople.WithoutReceipt), sent.Receipt(AwkwardPeople.Doubtful));
        await sent.ClickAsync(AwkwardPeople.AnswersLate);
        await sent.SettledAsync();
        Assert.Equal(final.GetRawText(), (await sent.AnalyticsAsync()).GetRawText());
        Assert.Equal(final.GetProperty("clicked").GetInt32(), await sent.CountAsync(new { did = "clicked", campaign = sent.Run.Campaign.Value }));
        var told = (await sent.App.Viewer.GetJsonAsync($"/api/workspaces/demo/contacts/{sent.People[AwkwardPeople.AnswersLate].Id}/timeline?kind=clicked")).Json.GetProperty("items").EnumerateArray().Single();
        Assert.True(told.GetProperty("details").GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task How_long_receipts_are_awaited_is_a_setting_of_the_workspace()
    {
        await using var sent = await AwkwardPeople.StartAsync();
        Assert.Equal("P1D", (await sent.App.Admin.GetJsonAsync("/api/workspaces/demo/settings")).Text("receiptWait"));
        Assert.Equal(["receiptWait"], (await sent.App.Admin.PatchJsonAsync("/api/workspaces/demo/settings", new { receiptWait = "P31D" })).ProblemPaths);
        Assert.Equal("PT7H", (await sent.App.Admin.PatchJsonAsync("/api/workspaces/demo/settings", new { receiptWait = "PT7H" })).Text("receiptWait"));
        await sent.LookAsync();
        var settled = sent.Clock.GetUtcNow();
        sent.Clock.AdvanceTo(settled.AddHours(6));
        await sent.LookAsync();
        Assert.False((await sent.AnalyticsAsync()).GetProperty("final").GetBoolean());
        sent.Clock.AdvanceTo(settled.AddHours(7));
        await sent.LookAsync();

        Assert.True((await sent.AnalyticsAsync()).GetProperty("final").GetBoolean());
    }

    [Fact]
    public async Task A_rate_is_null_where_nothing_could_happen_and_zero_where_nothing_did()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        var before = (await sent.AnalyticsAsync()).GetProperty("rates").EnumerateObject().ToList();
        await sent.HandOverAsync();
        await sent.PostEventsAsync(sent.Receipt(0));
        await sent.SettledAsync();

        Assert.Equal(7, before.Count);
        Assert.All(before, rate => Assert.Equal(JsonValueKind.Null, rate.Value.ValueKind));
        var rates = (await sent.AnalyticsAsync()).GetProperty("rates");
        Assert.Equal((0, 0, 0.5), (rates.GetProperty("ctr").GetDouble(), rates.GetProperty("responseRate").GetDouble(), rates.GetProperty("deliveryRate").GetDouble()));
        Assert.Equal(JsonValueKind.Null, rates.GetProperty("openRate").ValueKind);
    }

    private static async Task AfterTheWindowAsync(SentCampaign sent)
    {
        var second = Math.Ceiling((sent.Clock.GetUtcNow().AddHours(6) - SentCampaign.Start).TotalSeconds);
        sent.Clock.AdvanceTo(SentCampaign.Start.AddSeconds(second));
        await sent.PostEventsAsync(sent.Text(AwkwardPeople.AnswersLate, "Oh, only now I see it", (int)second));
        await sent.LookAsync();
        await sent.SettledAsync();
    }

    private static async Task BreakdownsAddUpAsync(SentCampaign sent, JsonElement figures)
    {
        var grouped = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/analytics?by=channel,variant,run,stage,outlet,hour")).Json.GetProperty("breakdowns");
        foreach (var by in grouped.EnumerateObject())
        {
            foreach (var name in Names.Append("recipients"))
                Assert.Equal((by.Name, name, figures.GetProperty(name).GetInt32()), (by.Name, name, by.Value.EnumerateArray().Sum(group => group.GetProperty(name).GetInt32())));
        }
    }

    private static async Task TestsCountNowhereAsync(SentCampaign sent, JsonElement figures)
    {
        var tested = await sent.App.Sender.PostJsonAsync($"{sent.CampaignPath}/test", new { @as = sent.People[AwkwardPeople.Silent].Id.ToString() });
        await sent.SettledAsync();
        Assert.True((int)tested.Status < 500, tested.Body);
        Assert.Equal(figures.GetProperty("sent").GetInt32(), (await sent.AnalyticsAsync()).GetProperty("sent").GetInt32());
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
