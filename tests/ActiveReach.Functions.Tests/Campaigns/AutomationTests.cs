using System.Net;
using System.Text.Json;
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

    [Fact]
    public async Task What_runs_by_itself_is_found_by_status_and_by_location()
    {
        await using var app = await RunningApp.StartAsync();
        var pune = (await app.Admin.PostJsonAsync("/api/workspaces/demo/outlets", """{"name":"Pune"}""")).Text("id");
        var definition = JsonSerializer.SerializeToNode(CampaignSteps.Definition())!.AsObject();
        definition["location"] = pune;
        var here = await app.Sender.DraftAsync(definition);
        await app.Sender.MoveAsync(here, "launch");
        var draft = await app.Sender.DraftAsync();
        var job = (await app.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/contacts/import?mode=upsert", "external_id,phone\nc1,+919811112221\n", "text/csv")).Text("jobId");
        await Eventually.SeenAsync("the import is over", () => app.Sender.GetJsonAsync($"/api/workspaces/demo/contacts/import/{job}"), import => import.Text("state") is "complete");
        await Eventually.SeenAsync("its orchestration has begun", () => ListAsync(app, "?type=orchestration&location=pune"), found => found.Count == 1);
        await Eventually.SeenAsync("the assignment to the outlet has begun", () => ListAsync(app, "?type=audience_ops&status=queued"), found => found.Count == 0);

        Assert.Equal([$"campaign {draft} draft"], await ListAsync(app, "?status=draft"));
        Assert.Equal([$"campaign {here} scheduled"], await ListAsync(app, "?status=scheduled,queued"));
        Assert.Contains($"audience_ops {job} complete", await ListAsync(app, "?status=complete"));
        Assert.DoesNotContain(await ListAsync(app, "?type=audience_ops&status=running,failed"), each => each.Contains(job, StringComparison.Ordinal));
        Assert.Empty(await ListAsync(app, "?type=campaign&status=running"));
        Assert.Equal(["campaign", "orchestration"], (await ListAsync(app, "?location=pune")).Select(each => each.Split(' ')[0]));
        Assert.Empty(await ListAsync(app, "?type=audience_ops&location=pune"));

        var unknown = await app.Viewer.GetJsonAsync($"{Route}?status=sleeping");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        Assert.Contains("audience", (await app.Viewer.GetJsonAsync($"{Route}?type=segments")).Body, StringComparison.Ordinal);
        Assert.Contains("'sleeping'", unknown.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_five_types_are_described_with_what_each_has()
    {
        var schemas = Schemas.Document["components"]!["schemas"]!;
        Assert.Equal(["campaign", "journey", "ad_campaign", "audience_ops", "orchestration"], schemas["AutomationType"]!["enum"]!.AsArray().Select(type => (string)type!));
        Assert.Equal(
            ["#/components/schemas/CampaignAutomation", "#/components/schemas/Automation"],
            schemas["AutomationDocument"]!["anyOf"]!.AsArray().Select(each => (string)each!["$ref"]!));
        Assert.Equal("#/components/schemas/AutomationType", (string)schemas["CampaignAutomation"]!["properties"]!["type"]!["$ref"]!);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(RunningApp app, string query) =>
        [.. (await app.Viewer.GetJsonAsync(Route + query)).Json.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("type")} {item.GetProperty("id")} {item.GetProperty("status")}")];
}
