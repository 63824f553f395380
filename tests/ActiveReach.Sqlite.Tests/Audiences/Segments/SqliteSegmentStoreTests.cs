using ActiveReach.Audiences.Segments;
using ActiveReach.Sqlite.Audiences.Segments;

namespace ActiveReach.Sqlite.Tests.Audiences.Segments;

public sealed class SqliteSegmentStoreTests : SegmentStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ISegmentStore Store => new SqliteSegmentStore(product.Database);

    public void Dispose() => product.Dispose();
}
