using ActiveReach.Functions.Approvals;
using ActiveReach.Functions.Runs;
using ActiveReach.Stories.Client;
using Functions.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Golden;

/// <summary>A campaign that waits while a release is rolled out goes on under the new code.</summary>
public sealed class GoldenHistoryTests(GoldenHistoryTests.Today today) : IClassFixture<GoldenHistoryTests.Today>
{
    public static TheoryData<string> Names => [.. HistoryFolder.Files.Select(HistoryFolder.NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Todays_orchestrators_follow_the_history_of_every_release(string name) =>
        Assert.Null(ReplayCheck.Replay(today.Registry, HistoryFolder.Read(name), today.Options).Divergence);

    [Fact]
    public void Every_chapter_of_a_campaign_has_a_history()
    {
        var kept = HistoryFolder.Files.Select(file => new RecordedHistory(HistoryFolder.Read(file))).ToList();

        string[] all =
        [
            .. Enum.GetValues<LifeChapter>().Select(chapter => $"{nameof(CampaignLife)}.{chapter}"),
            .. Enum.GetValues<RunChapter>().Except([RunChapter.GivenUp]).Select(chapter => $"{nameof(RunStory)}.{chapter}"),
            nameof(ApprovalNotice),
        ];
        Assert.Equal(all.Order(), kept.Select(history => history.What).Distinct().Order());
    }

    [Fact]
    public void An_orchestrator_with_a_step_more_at_its_beginning_is_found_out() =>
        Assert.All(HistoryFolder.Files, file => Assert.Contains("'CountCampaigns'", Against(file, async context =>
        {
            await context.CallActivityAsync("CountCampaigns");
            await TodaysAsync(file, context);
            return null;
        }), StringComparison.Ordinal));

    [Fact]
    public void An_orchestrator_with_a_step_more_at_its_end_is_found_out() =>
        Assert.All(HistoryFolder.Files.Where(file => new RecordedHistory(HistoryFolder.Read(file)).HasEnded), file => Assert.NotNull(Against(file, async context =>
        {
            await TodaysAsync(file, context);
            await context.CallActivityAsync("CountCampaigns");
            return null;
        })));

    private static Task TodaysAsync(string file, TaskOrchestrationContext context) =>
        new RecordedHistory(HistoryFolder.Read(file)).Orchestrator switch
        {
            nameof(CampaignLife) => CampaignLife.RunAsync(context),
            nameof(RunStory) => RunStory.RunAsync(context),
            _ => ApprovalNotice.RunAsync(context),
        };

    private string? Against(string file, Func<TaskOrchestrationContext, Task<object?>> changed)
    {
        var registry = new DurableRegistry();
        registry.AddOrchestrator(new RecordedHistory(HistoryFolder.Read(file)).Orchestrator, changed);
        return ReplayCheck.Replay(registry, HistoryFolder.Read(file), today.Options).Divergence;
    }

    /// <summary>The orchestrators of the app as it is now.</summary>
    public sealed class Today : IAsyncLifetime
    {
        private StoryHost? app;

        public DurableRegistry Registry => app!.Services.GetRequiredService<DurableRegistry>();

        public DurableOptions Options => app!.Services.GetRequiredService<DurableOptions>();

        public async Task InitializeAsync() => app = await StoryHost.StartAsync();

        public async Task DisposeAsync() => await app!.DisposeAsync();
    }
}
