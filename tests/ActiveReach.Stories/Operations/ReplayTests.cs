using System.Text;
using ActiveReach.Operations;
using ActiveReach.Stories.Client;
using ActiveReach.Workspaces;
using Functions.Embedded.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Operations;

/// <summary>Messages that are put back do again only what is not done.</summary>
public sealed class ReplayTests
{
    private const string Queue = "deliver";
    private const int Contacts = 150;

    [Fact]
    public async Task A_batch_that_was_sent_and_one_that_was_settled_as_failed_send_nothing_when_their_messages_are_put_back()
    {
        var directory = Directory.CreateTempSubdirectory("activereach-story-").FullName;
        string campaign, given;
        List<string> batches;
        await using (var held = new Held(await StoryHost.StartAsync(directory, settings: [("AzureWebJobs:Deliver:Disabled", "true")])))
        {
            await held.Story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
            campaign = await held.Story.Api.LaunchAsync(Some.Campaign());
            var queues = held.Story.Services.GetRequiredService<EmbeddedQueues>();
            batches = await Eventually.SeenAsync("the batches are on their queue", () => queues.Peek(Queue).Select(Encoding.UTF8.GetString).ToList(), found => found.Count == 8);
            given = batches[0];
            await queues.SendAsync(Queue + "-poison", given);
            await Eventually.SeenAsync("one is given up", async () => (int)(await held.Story.Api.GetAsync($"campaigns/{campaign}/analytics"))["failed"]!, failed => failed > 0);
        }

        await using var story = await StoryHost.StartAsync(directory, settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:StopRate", "0")]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var failed = (int)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["failed"]!;
        Assert.Equal(Contacts - failed, Witness.Of(story.Outbox, campaign).Count);

        // As if the app had failed of them besides.
        foreach (var batch in batches)
            await story.Services.GetRequiredService<SetAsideMessages>().AddAsync(Queue, batch, new WorkspaceId("demo"), "TimeoutException", StoryHost.Monday);
        Assert.Equal(8, (int)(await story.Api.PostAsync($"operations/queues/{Queue}/replay"))["messages"]!);
        Assert.Equal(0, (int)(await story.Api.PostAsync($"operations/queues/{Queue}/replay"))["messages"]!);
        await Eventually.SeenAsync("they are worked off", () => story.Services.GetRequiredService<EmbeddedQueues>().Count(Queue), count => count == 0);

        Assert.Equal(Contacts - failed, Witness.Of(story.Outbox, campaign).Count);
        Assert.Equal(failed, (int)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["failed"]!);
    }

    /// <summary>Stops in the end, and leaves its files.</summary>
    private sealed class Held(StoryHost story) : IAsyncDisposable
    {
        public StoryHost Story => story;

        public async ValueTask DisposeAsync() => await story.StopAsync();
    }
}
