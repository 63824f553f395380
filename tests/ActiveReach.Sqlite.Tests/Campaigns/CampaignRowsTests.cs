using ActiveReach.Documents;
using ActiveReach.Sqlite.Documents;
using Contracts.Documents;
using Contracts.Campaigns;

namespace ActiveReach.Sqlite.Tests.Campaigns;

public sealed class SqliteCampaignRowsTests : CampaignRowsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IDocuments Documents => new SqliteDocuments(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class MemoryCampaignRowsTests : CampaignRowsContract
{
    protected override IDocuments Documents { get; } = new MemoryDocuments();
}
