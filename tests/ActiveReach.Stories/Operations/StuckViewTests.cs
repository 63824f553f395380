using ActiveReach.Access;
using ActiveReach.Stories.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace ActiveReach.Stories.Operations;

/// <summary>Who operates the app sees which campaign does not move and why, and has it go on once the fault is mended.</summary>
public sealed class StuckViewTests
{
    private const string Stuck = "operations/stuck";

    [Fact]
    public async Task A_campaign_whose_step_fails_again_and_again_is_shown_with_the_fault_and_goes_on_when_it_is_rung_after_that_is_mended()
    {
        await using var story = await StoryHost.StartAsync();
        var admin = story.Api;
        await admin.ImportAsync(Campaigning.ContactsCsv(5));
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = StoryHost.Monday.AddHours(2) };
        var campaign = await admin.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty((await admin.GetAsync(Stuck))["items"]!.AsArray());

        // Its contents can't be read any more, as after a deployment that went wrong.
        var spoilt = $"UPDATE documents SET body = CAST(replace(CAST(body AS TEXT), '\"definition\":{{', '\"definition\":[{{') AS BLOB) WHERE kind = 'campaign' AND id = '{campaign}'";
        await WriteAsync(story, spoilt);
        await story.PassAsync(TimeSpan.FromMinutes(90));

        var shown = Assert.Single((await admin.GetAsync(Stuck))["items"]!.AsArray())!;
        Assert.Equal((campaign, $"campaign-{campaign}-1", "Schedule", "stuck"), ((string)shown["campaign"]!, (string)shown["orchestration"]!, (string)shown["chapter"]!, (string)shown["state"]!));
        Assert.Contains("JsonException", (string)shown["lastFailure"]!, StringComparison.Ordinal);
        Assert.Contains((string)shown["lastFailure"]!, (string)shown["remedy"]!, StringComparison.Ordinal);
        Assert.InRange((DateTimeOffset)shown["dueSince"]!, StoryHost.Monday.AddHours(2), StoryHost.Monday.AddHours(2).AddMinutes(1));

        await WriteAsync(story, spoilt.Replace("'\"definition\":{', '\"definition\":[{'", "'\"definition\":[{', '\"definition\":{'", StringComparison.Ordinal));
        Assert.Single((await admin.PostAsync(Stuck))["items"]!.AsArray());
        await admin.PostAsync(Stuck);
        await story.AtRestAsync();
        story.LetTimePass();
        await admin.UntilStatusAsync(campaign, "complete");
        Assert.Empty((await admin.GetAsync(Stuck))["items"]!.AsArray());
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it_and_rings_nothing_and_a_sender_may_not_look()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            "RunStory", new { Workspace = "demo", Run = "cmp_x.1" }, new StartOrchestrationOptions("run-cmp_x.1"));

        // It must have begun before time jumps, or it isn't due yet.
        await story.PassAsync(TimeSpan.FromMinutes(1));
        await story.PassAsync(TimeSpan.FromHours(2));
        var (_, key) = await story.Services.GetRequiredService<CreateWorkspace>().RunAsync("Other", "boss@other.example");
        using var other = new ApiClient(story.Api.Address, key, "other");

        Assert.Equal("run-cmp_x.1", (string)Assert.Single((await story.Api.GetAsync(Stuck))["items"]!.AsArray())!["orchestration"]!);
        Assert.Empty((await other.GetAsync(Stuck))["items"]!.AsArray());
        Assert.Empty((await other.PostAsync(Stuck))["items"]!.AsArray());
        Assert.Equal(403, (await Assert.ThrowsAsync<ApiException>(() => story.Sender.GetAsync(Stuck))).Status);
    }

    [Fact]
    public async Task A_story_that_a_fault_has_ended_shows_until_its_campaign_is_cancelled()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = StoryHost.Monday.AddDays(2) };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            "CampaignLife", new { Workspace = "demo", Campaign = campaign, Submission = 9, Chapter = 99 }, new StartOrchestrationOptions($"campaign-{campaign}-9"));
        await story.PassAsync(TimeSpan.FromMinutes(2));

        var shown = Assert.Single((await story.Api.GetAsync(Stuck))["items"]!.AsArray())!;
        Assert.Equal(("failed", campaign), ((string)shown["state"]!, (string)shown["campaign"]!));
        await story.Api.PostAsync($"campaigns/{campaign}/cancel");
        Assert.Empty((await story.Api.GetAsync(Stuck))["items"]!.AsArray());
    }

    private static Task<int> WriteAsync(StoryHost story, string statement) =>
        story.Services.GetRequiredService<Database>().WriteAsync(session => session.Prepare(statement).Execute());
}
