using Functions.Host.Instances.Apps;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>A campaign that two instances send is stopped in its midst.</summary>
[Collection(nameof(CloudApp))]
public sealed class SteeringTests(CloudApp app)
{
    /// <summary>A window of ten for each of the eight batches: what may be on its way to the carriers at any moment.</summary>
    private const int MostInFlight = 8 * 10;

    private static readonly TimeSpan LongerThanACall = TimeSpan.FromSeconds(2);

    private readonly Crowd crowd = new("steered", 3, 400);

    [AzuriteFact]
    public async Task After_a_pause_goes_only_what_was_in_flight_and_after_the_resume_everybody_else_once()
    {
        var campaign = await StoppedInItsMidstAsync("pause", "paused");

        Assert.Equal("paused", (string)(await app.Admin.GetAsync($"campaigns/{campaign}"))["status"]!);
        await app.Admin.PostAsync($"campaigns/{campaign}/resume");
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal(crowd.Count, (int)figures["sent"]!);
        Assert.Equal(crowd.Count, app.Taken(campaign).Count);
    }

    [AzuriteFact]
    public async Task After_a_cancel_goes_only_what_was_in_flight_and_everybody_else_is_told_as_skipped()
    {
        var campaign = await StoppedInItsMidstAsync("cancel", "cancelled");

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.InRange((int)figures["sent"]!, 1, crowd.Count - 1);
        Assert.Equal(app.Taken(campaign).Count, (int)figures["sent"]!);
    }

    /// <summary>A campaign of which nothing goes any more, and of which nothing went after the stop but what was in flight.</summary>
    private async Task<string> StoppedInItsMidstAsync(string move, string status)
    {
        await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);
        var campaign = await app.Admin.DraftAsync(crowd.Campaign("Stopped"));
        using var held = HeldBatches.One(app, campaign);
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");
        await app.UntilTakenAsync(campaign, 1);

        await app.Admin.PostAsync($"campaigns/{campaign}/{move}");
        await app.Admin.UntilStatusAsync(campaign, status);
        var most = Math.Min(app.Taken(campaign).Count + MostInFlight, crowd.Count - 1);
        held.LetGo();
        await app.UntilWorkedOffAsync("deliver");
        var taken = app.Taken(campaign).Count;
        Assert.InRange(taken, 1, most);
        await Eventually.StaysAsync("nothing goes any more", () => app.Taken(campaign).Count, count => count == taken, LongerThanACall);
        return campaign;
    }
}
