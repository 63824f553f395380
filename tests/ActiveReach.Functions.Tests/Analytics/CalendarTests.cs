using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Analytics;

/// <summary>January 2030: every Monday from the 7th on, and once on Wednesday the 9th; at most one message in seven days.</summary>
public sealed class CalendarTests
{
    private const string Route = "/api/workspaces/demo/calendar";

    [Fact]
    public async Task The_calendar_shows_each_instance_the_days_without_and_who_would_get_too_much()
    {
        await using var app = await MonthAsync();

        var calendar = (await app.Viewer.GetJsonAsync($"{Route}?from=2030-01-01&to=2030-01-31")).Json;

        Assert.Equal(
            ["2030-01-07 instance 1", "2030-01-09 scheduled ", "2030-01-14 instance 2", "2030-01-21 instance 3", "2030-01-28 instance 4"],
            Items(calendar).Select(item => $"{item.GetProperty("date")} {item.GetProperty("kind")} {(item.TryGetProperty("instance", out var number) ? number : "")}"));
        Assert.Equal(
            ["2030-01-01 6", "2030-01-08 1", "2030-01-10 4", "2030-01-15 6", "2030-01-22 6", "2030-01-29 3"],
            calendar.GetProperty("gaps").EnumerateArray().Select(gap => $"{gap.GetProperty("from")} {gap.GetProperty("days")}"));
        Assert.Equal(
            ["2030-01-09 weekly 2 True", "2030-01-14 weekly 2 True"],
            calendar.GetProperty("overMessaged").EnumerateArray().Select(day => $"{day.GetProperty("date")} {day.GetProperty("cap")} {day.GetProperty("people")} {day.GetProperty("exact")}"));
        Assert.True(calendar.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task What_was_sent_stands_on_its_day_and_a_campaign_of_an_outlet_in_its_own_calendar_alone()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", new { phone = "+919811112221" });
        var sent = await app.Sender.DraftAsync(Once(new { kind = "now" }));
        await app.Sender.MoveAsync(sent, "launch");
        await Eventually.SeenAsync("it has begun", () => app.Sender.ShowAsync(sent), campaign => campaign.Text("status") is not "scheduled");

        var item = Assert.Single(Items((await app.Viewer.GetJsonAsync(Route)).Json));
        Assert.Equal((sent, "sent", $"{sent}.1"), (item.GetProperty("campaign").GetString(), item.GetProperty("kind").GetString(), item.GetProperty("run").GetString()));
        Assert.Empty(Items((await app.Viewer.GetJsonAsync($"{Route}?location=pune")).Json));
    }

    [Fact]
    public async Task Only_the_people_of_an_outlet_would_get_too_much_by_its_campaign()
    {
        await using var app = await MonthAsync();
        await app.Admin.PostJsonAsync("/api/workspaces/demo/outlets", new { name = "Pune" });
        await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", new { phone = "+919811112223", outlet = "Pune" });
        var ofPune = Once(new { kind = "at", at = "2030-01-29T10:00" });
        ofPune["location"] = "Pune";
        Assert.Equal("scheduled", (await app.Sender.MoveAsync(await app.Sender.DraftAsync(ofPune), "launch")).Text("status"));

        var calendar = (await app.Viewer.GetJsonAsync($"{Route}?from=2030-01-01&to=2030-01-31")).Json;

        Assert.Equal(
            ["2030-01-09 3", "2030-01-14 3", "2030-01-29 1"],
            calendar.GetProperty("overMessaged").EnumerateArray().Select(day => $"{day.GetProperty("date")} {day.GetProperty("people")}"));
    }

    [Fact]
    public async Task What_waits_for_people_stands_beside_the_days_and_fills_no_gap()
    {
        await using var app = await MonthAsync();
        var birthday = Once(new { at = "09:00", timezone = "recipient", until = "2030-01-10" });
        birthday["type"] = "birthday";
        var api = Once(new { from = "2030-01-20" });
        api["type"] = "api";
        api.Remove("audience");
        foreach (var campaign in new[] { birthday, api })
            Assert.Contains((await app.Sender.MoveAsync(await app.Sender.DraftAsync(campaign), "launch")).Text("status"), (string[])["scheduled", "active"]);

        var calendar = (await app.Viewer.GetJsonAsync($"{Route}?from=2030-01-01&to=2030-01-31")).Json;

        Assert.Equal(
            ["birthday 2030-01-01 2030-01-11", "api 2030-01-20 2030-01-31"],
            calendar.GetProperty("standing").EnumerateArray().Select(each => $"{each.GetProperty("type").GetString()} {each.GetProperty("from").GetString()} {each.GetProperty("to").GetString()}"));
        Assert.Equal(6, calendar.GetProperty("gaps").EnumerateArray().First().GetProperty("days").GetInt32());
    }

    [Theory]
    [InlineData("?from=2030-02-01&to=2030-01-01", "to")]
    [InlineData("?from=2030-01-01&to=2031-01-01", "to")]
    [InlineData("?from=soon", "from")]
    [InlineData("?until=2030-01-01", "until")]
    public async Task Days_that_make_no_calendar_are_refused_by_name(string query, string path)
    {
        await using var app = await RunningApp.StartAsync();
        var refused = await app.Viewer.GetJsonAsync(Route + query);
        Assert.Equal((HttpStatusCode.BadRequest, path), (refused.Status, Assert.Single(refused.ProblemPaths)));
    }

    private static async Task<RunningApp> MonthAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.Admin.PatchJsonAsync("/api/workspaces/demo/settings", """{"caps":[{"name":"weekly","most":1,"within":"P7D"}]}""");
        foreach (var phone in new[] { "+919811112221", "+919811112222" })
            await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", new { phone });
        await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", new { email = "nobody@example.com" });
        foreach (var campaign in new[] { Weekly(), Once(new { kind = "at", at = "2030-01-09T10:00" }) })
            Assert.Equal("scheduled", (await app.Sender.MoveAsync(await app.Sender.DraftAsync(campaign), "launch")).Text("status"));
        return app;
    }

    private static Dictionary<string, object> Weekly() => new(Once(new { from = "2030-01-07", recurrence = new { every = "week", on = new[] { "mon" }, at = "10:00", count = 4 } }))
    {
        ["type"] = "recurring",
    };

    private static Dictionary<string, object> Once(object schedule) => new()
    {
        ["name"] = "Newsletter",
        ["audience"] = new { },
        ["channels"] = new[] { new { channel = "sms" } },
        ["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Hi" } } } },
        ["schedule"] = schedule,
        ["quietHours"] = false,
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement calendar) => calendar.GetProperty("items").EnumerateArray();
}
