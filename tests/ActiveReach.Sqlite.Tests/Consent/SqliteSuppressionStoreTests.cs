using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using Contracts.Consent;

namespace ActiveReach.Sqlite.Tests.Consent;

public sealed class SqliteSuppressionStoreTests : SuppressionStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ISuppressionStore List => new SqliteSuppressionStore(product.Database);

    protected override IContactStore Contacts => new SqliteContactStore(product.Database);

    protected override IConsentStore Consents => new SqliteConsentStore(product.Database);

    protected override IAudienceReader Audiences => new SqliteAudienceReader(product.Database);

    public void Dispose() => product.Dispose();
}
