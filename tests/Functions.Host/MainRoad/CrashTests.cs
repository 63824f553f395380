
namespace Functions.Host.MainRoad;

/// <summary>Workers die; the host starts the next one and repeats what was under way.</summary>
[Collection(nameof(PublishedApp))]
public sealed class CrashTests(PublishedApp app)
{
    private const int People = 300;

    [AzuriteFact]
    public async Task A_worker_that_is_killed_while_it_sends_loses_nobody_and_sends_nobody_twice()
    {
        await app.Admin.ImportAsync(Some.Contacts(People));
        var campaign = await app.Admin.DraftAsync(Some.Campaign("Survives"));
        var sending = app.Host.Invocations.NextAsync("Deliver");
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");

        await sending;
        Assert.InRange(app.Taken(campaign).Count, 0, People - 1);
        await app.Host.Worker.KillAsync();
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var taken = app.Taken(campaign);
        Assert.Equal(People, taken.Count);
        Assert.Equal(People, taken.Select(message => (string)message["contact"]!).Distinct().Count());
        var figures = await app.Admin.FinalFiguresAsync(campaign);
        Assert.Equal(People, (int)figures["recipients"]!);
        Assert.Equal(0, (int)figures["pending"]!);
    }
}
