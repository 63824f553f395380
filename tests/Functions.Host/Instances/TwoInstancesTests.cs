namespace Functions.Host.Instances;

/// <summary>Two instances send the same campaign.</summary>
[Collection(nameof(CloudApp))]
public sealed class TwoInstancesTests(CloudApp app)
{
    private readonly Crowd crowd = new("shared", 4, 400);

    [AzuriteFact]
    public async Task Two_instances_share_a_campaign_and_nobody_is_lost_or_reached_twice()
    {
        var (one, other) = await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);

        var campaign = await app.Admin.LaunchAsync(crowd.Campaign("Shared"));
        await app.Admin.UntilStatusAsync(campaign, "complete");

        await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal(crowd.Count, app.Taken(campaign).Count);
        Assert.NotEmpty(one.Taken(campaign));
        Assert.NotEmpty(other.Taken(campaign));
    }

    [AzuriteFact]
    public async Task One_of_two_workers_that_is_killed_while_it_sends_loses_nobody_and_sends_nobody_twice()
    {
        var (_, other) = await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);

        var campaign = await app.Admin.LaunchAsync(crowd.Campaign("Survives"));
        await Eventually.SeenAsync("the other has begun to send", () => other.Taken(campaign).Count, count => count > 0);
        await other.Host.Worker.KillAsync();
        Assert.InRange(app.Taken(campaign).Count, 1, crowd.Count - 1);
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal(crowd.Count, (int)figures["sent"]!);
    }
}
