using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent.Reviews;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;

namespace ActiveReach.Sqlite.Tests.Consent;

public sealed class SqliteReviewStoreTests : ReviewStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IReviewStore Reviews => new SqliteReviewStore(product.Database);

    protected override IContactStore Contacts => new SqliteContactStore(product.Database);

    protected override IAudienceReader Audiences => new SqliteAudienceReader(product.Database);

    public void Dispose() => product.Dispose();
}
