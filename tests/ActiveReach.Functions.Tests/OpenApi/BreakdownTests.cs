using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.OpenApi;

/// <summary>Groups of figures have their places from the first moment.</summary>
public sealed class BreakdownTests
{
    [Fact]
    public async Task Every_group_of_a_breakdown_is_there_with_its_key_and_a_name_before_anybody_is_in_it()
    {
        await using var app = await RunningApp.StartAsync();
        var outlet = (await app.Admin.PostJsonAsync("/api/workspaces/demo/outlets", new { name = "Pune Camp" })).Text("id");
        var content = new { sms = new { text = "Hi" }, email = new { subject = "Hi", text = "Hi" } };
        var campaign = (await app.Admin.PostJsonAsync("/api/workspaces/demo/campaigns", new
        {
            name = "Launch",
            channels = new[] { new { channel = "sms" }, new { channel = "email" } },
            variants = new[] { new { id = "A", content }, new { id = "B", content } },
            experiment = new { sample = 0.2, metric = "reply", duration = "PT4H" },
        })).Text("id");

        var figures = (await app.Admin.GetJsonAsync($"/api/workspaces/demo/campaigns/{campaign}/analytics?by=channel,variant,stage,outlet,hour,run")).Json;

        var breakdowns = figures.GetProperty("breakdowns");
        Assert.Equal(["sms", "email"], Keys("channel"));
        Assert.Equal(["A", "B"], Keys("variant"));
        Assert.Equal(["test_slice", "rest"], Keys("stage"));
        Assert.Equal([outlet], Keys("outlet"));
        Assert.Equal("Pune Camp", breakdowns.GetProperty("outlet")[0].GetProperty("name").GetString());
        Assert.Equal(0, breakdowns.GetProperty("hour").GetArrayLength() + breakdowns.GetProperty("run").GetArrayLength());
        Assert.Equal(["sms", "email"], figures.GetProperty("attempts").EnumerateObject().Select(channel => channel.Name));

        string[] Keys(string by) => [.. breakdowns.GetProperty(by).EnumerateArray().Select(group => group.GetProperty("group").GetString()!)];
    }
}
