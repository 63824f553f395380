using Functions.Host.Instances.Apps;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>Queues bring a message at least once, and so at times twice.</summary>
[Collection(nameof(CloudApp))]
public sealed class RepeatedMessagesTests(CloudApp app)
{
    private readonly Crowd crowd = new("twice", 5, 200);

    [AzuriteFact]
    public async Task Messages_that_come_again_have_no_second_effect()
    {
        await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);
        using var batches = new RepeatedQueue(app, "deliver").Begin();
        using var answers = new RepeatedQueue(app, "engagement").Begin();

        var campaign = await app.Admin.DraftAsync(crowd.Campaign("Twice"));
        using var held = HeldBatches.One(app, campaign);
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");
        await app.UntilTakenAsync(campaign, 2);
        var reached = app.Taken(campaign).Select(message => (string)message["to"]!).ToList();
        await app.TextAsync(reached[0], "Yes please!");
        await app.TextAsync(reached[1], "STOP");
        await app.UntilHeardAsync(campaign);
        held.LetGo();
        await app.Admin.UntilStatusAsync(campaign, "complete");
        await app.UntilAllIsToldAsync();
        var figures = await app.AgreesAsync(campaign, crowd.Count);
        await batches.AgainAsync();
        await answers.AgainAsync();

        Assert.True(batches.Messages >= 8 && answers.Messages > 0, $"{batches.Messages} batches and {answers.Messages} answers were repeated.");
        Assert.Equal(crowd.Count, app.Taken(campaign).Count);
        Assert.Equal(1, (int)figures["replied"]!);
        Assert.Equal(1, (int)figures["optedOut"]!);
        var again = await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal(Counted(figures), Counted(again));
    }

    /// <summary>Without the moment at which they were asked for.</summary>
    private static string Counted(System.Text.Json.Nodes.JsonNode figures)
    {
        var counted = figures.DeepClone().AsObject();
        counted.Remove("asOf");
        return counted.ToJsonString();
    }
}
