using Functions.Host.Instances.Apps;

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
        var campaign = await InItsMidstAsync();

        await app.Admin.PostAsync($"campaigns/{campaign}/pause");
        await StaysStoppedAsync(campaign);
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
        var campaign = await InItsMidstAsync();

        await app.Admin.PostAsync($"campaigns/{campaign}/cancel");
        await StaysStoppedAsync(campaign);
        await app.Admin.UntilStatusAsync(campaign, "cancelled");

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.InRange((int)figures["sent"]!, 1, crowd.Count - 1);
        Assert.Equal(app.Taken(campaign).Count, (int)figures["sent"]!);
    }

    private async Task<string> InItsMidstAsync()
    {
        await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);
        var campaign = await app.Admin.LaunchAsync(crowd.Campaign("Stopped"));
        await app.UntilTakenAsync(campaign, 1);
        return campaign;
    }

    private async Task StaysStoppedAsync(string campaign)
    {
        var most = Math.Min(app.Taken(campaign).Count + MostInFlight, crowd.Count - 1);
        var taken = await Eventually.StaysAsync("nothing goes but what was in flight", () => app.Taken(campaign).Count, count => count <= most, LongerThanACall);
        await Eventually.StaysAsync("nothing goes any more", () => app.Taken(campaign).Count, count => count == taken, LongerThanACall);
    }
}
