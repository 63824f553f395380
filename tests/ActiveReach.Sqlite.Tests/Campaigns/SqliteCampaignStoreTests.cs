using ActiveReach.Campaigns;
using ActiveReach.Sqlite.Campaigns;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests.Campaigns;

public sealed class SqliteCampaignStoreTests : CampaignStoreContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");
    private readonly Database database;

    public SqliteCampaignStoreTests() =>
        database = Database.Open(new DatabaseOptions { Path = Path.Combine(folder.FullName, "product.db"), Schema = [CampaignsSchema.Script] });

    protected override ICampaignStore Campaigns => new SqliteCampaignStore(database);

    protected override IRunStore Runs => new SqliteRunStore(database);

    protected override IIntentStore Intents => new SqliteIntentStore(database);

    public void Dispose()
    {
        database.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Comments_are_listed_in_order_and_go_with_their_campaign()
    {
        var comments = new SqliteCommentStore(database);
        var campaign = Some.Campaign();
        await Campaigns.AddAsync(campaign);
        await comments.AddAsync(Some.Workspace, campaign.Id, "a@example.com", "First!", Some.Noon);
        var second = await comments.AddAsync(Some.Workspace, campaign.Id, "b@example.com", "Second", Some.Noon);

        var page = await comments.ListAsync(Some.Workspace, campaign.Id, 1, 0);
        Assert.Equal(("First!", 2L), (page.Items.Single().Text, page.Total));
        Assert.Equal([second], (await comments.ListAsync(Some.Workspace, campaign.Id, 10, page.Items.Single().Number)).Items);

        await Campaigns.TryDeleteAsync(campaign with { Revision = 1 });
        Assert.Equal(0, (await comments.ListAsync(Some.Workspace, campaign.Id, 10, 0)).Total);
    }
}
