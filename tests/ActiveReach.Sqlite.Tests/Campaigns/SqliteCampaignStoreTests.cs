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
}
