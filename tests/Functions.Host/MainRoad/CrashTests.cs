
namespace Functions.Host.MainRoad;

/// <summary>Workers die; the host starts the next one and repeats what was under way.</summary>
[Collection(nameof(PublishedApp))]
public sealed class CrashTests(PublishedApp app)
{
    /// <summary>Those of the other tests, who send to everybody that there is.</summary>
    private const int People = 250;

    [AzuriteFact]
    public async Task A_worker_that_is_killed_while_it_sends_loses_nobody_and_sends_nobody_twice()
    {
        await app.Admin.ImportAsync(Some.Contacts(People));
        var campaign = await app.Admin.DraftAsync(Some.Campaign("Survives"));
        using var held = HeldBatches.One(app, campaign);
        var sending = app.Host.Invocations.NextAsync("Deliver");
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");

        await sending;
        Assert.InRange(app.Taken(campaign).Count, 0, People - 1);
        await app.Host.Worker.KillAsync();
        held.LetGo();
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var taken = app.Taken(campaign);
        Assert.Equal(People, taken.Count);
        Assert.Equal(People, taken.Select(message => (string)message["contact"]!).Distinct().Count());
        var figures = await app.Admin.FinalFiguresAsync(campaign);
        Assert.Equal(People, (int)figures["recipients"]!);
        Assert.Equal(0, (int)figures["pending"]!);
    }
}
