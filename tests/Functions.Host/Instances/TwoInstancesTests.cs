using Functions.Host.Instances.Apps;

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
}
