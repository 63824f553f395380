using Functions.Host.Instances.Apps;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>The main road with every store in Azure: documents, people and events on Cosmos DB, ledger, touches, suppressions and inbox on tables, queues, blobs.</summary>
[Collection(nameof(CloudApp))]
public sealed class CloudRoadTests(CloudApp app)
{
    private const int People = 60;

    private readonly Crowd crowd = new("road", 1, People);

    [AzuriteFact]
    public async Task A_campaign_goes_to_its_final_figures_with_every_store_in_Azure()
    {
        await app.Admin.ImportAsync(crowd.Csv);

        var campaign = await app.Admin.DraftAsync(crowd.Campaign("In the cloud"));
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var figures = await app.Admin.FinalFiguresAsync(campaign);
        Assert.Equal(People, (int)figures["recipients"]!);
        Assert.Equal(0, (int)figures["pending"]!);
        var taken = app.Taken(campaign);
        Assert.Equal((int)figures["sent"]!, taken.Count);
        Assert.Equal(People, taken.Select(message => (string)message["contact"]!).Distinct().Count());
        Assert.InRange((int)figures["delivered"]!, People * 8 / 10, People);
        Assert.False(File.Exists(app.ProductFile), "With every store in Azure there is no file.");
    }
}
