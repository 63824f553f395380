
namespace Functions.Host.MainRoad;

/// <summary>The same road as in the embedded host, on the host, the queues and the Durable back end of the cloud.</summary>
[Collection(nameof(PublishedApp))]
public sealed class MainRoadTests(PublishedApp app)
{
    private const int People = 250;

    [AzuriteFact]
    public async Task A_campaign_goes_from_the_first_admins_import_to_its_final_figures()
    {
        await app.Admin.ImportAsync(Some.Contacts(People));

        var campaign = await app.Admin.DraftAsync(Some.Campaign("Diwali launch"));
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var figures = await app.Admin.FinalFiguresAsync(campaign);
        Assert.Equal(People, (int)figures["recipients"]!);
        Assert.Equal(People, new[] { "delivered", "bounced", "failed", "pending" }.Sum(name => (int)figures[name]!) + figures["skipped"]!.AsObject().Sum(one => (int)one.Value!));
        Assert.Equal(0, (int)figures["pending"]!);
        var taken = app.Taken(campaign);
        Assert.Equal((int)figures["sent"]!, taken.Count);
        Assert.Equal(People, taken.Select(message => (string)message["contact"]!).Distinct().Count());
        Assert.InRange((int)figures["delivered"]!, People * 9 / 10, People);
        Assert.InRange((int)figures["clicked"]! + (int)figures["machineClicked"]!, 1, People);
    }
}
