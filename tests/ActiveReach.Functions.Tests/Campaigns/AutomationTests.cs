using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>Everything that runs by itself, on one surface.</summary>
public sealed class AutomationTests
{
    private const string Route = "/api/workspaces/demo/automations";

    [Fact]
    public async Task Each_type_lists_its_own_and_without_one_all_are_listed_page_by_page()
    {
        await using var app = await RunningApp.StartAsync();
        var job = (await app.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/contacts/import?mode=upsert", "external_id,phone\nc1,+919811112221\n", "text/csv")).Text("jobId");
        await Eventually.SeenAsync("the import is over", () => app.Sender.GetJsonAsync($"/api/workspaces/demo/contacts/import/{job}"), import => import.Text("state") is "complete");
        var campaign = await app.Sender.DraftAsync();
        await app.Sender.MoveAsync(campaign, "launch");
        await Eventually.SeenAsync("its orchestration has begun", () => ListAsync(app, "?type=orchestration"), found => found.Count == 1);

        Assert.Equal([$"campaign {campaign} scheduled"], await ListAsync(app, "?type=campaign"));
        Assert.Equal([$"audience_ops {job} complete"], await ListAsync(app, "?type=audience_ops"));
        Assert.StartsWith($"orchestration campaign-{campaign}-1 ", Assert.Single(await ListAsync(app, "?type=orchestration")), StringComparison.Ordinal);
        Assert.Empty(await ListAsync(app, "?type=journey"));
        Assert.Empty(await ListAsync(app, "?type=ad_campaign"));
        Assert.Empty(await ListAsync(app, "?location=pune"));

        var (all, cursor) = (new List<string>(), "");
        do
        {
            var page = await app.Viewer.GetJsonAsync($"{Route}?limit=1{cursor}");
            Assert.Equal("3", page.Text("total"));
            all.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString()!));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) && next.GetString() is { } text ? $"&cursor={text}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(["campaign", "audience_ops", "orchestration"], all);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Viewer.GetJsonAsync($"{Route}?type=flow")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Viewer.GetJsonAsync($"{Route}?cursor=nonsense")).Status);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(RunningApp app, string query) =>
        [.. (await app.Viewer.GetJsonAsync(Route + query)).Json.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("type")} {item.GetProperty("id")} {item.GetProperty("status")}")];
}
