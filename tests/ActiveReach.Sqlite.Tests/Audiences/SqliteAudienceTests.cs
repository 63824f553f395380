using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Segments;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Documents;

namespace ActiveReach.Sqlite.Tests.Audiences;

public sealed class SqliteAudienceTests : AudienceStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IContactStore Contacts => product.Contacts;

    protected override IConsentStore Consents => new SqliteConsentStore(product.Database);

    protected override IAudienceReader Audiences => product.Audiences;

    protected override SavedSegments Segments => new(new SqliteDocuments(product.Database));

    public void Dispose() => product.Dispose();
}
