using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Consent;
using Contracts.Audiences;
using Contracts.Audiences.Evaluators;

namespace ActiveReach.Sqlite.Tests.Audiences;

public sealed class SqliteContactStoreTests : ContactStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IContactStore Contacts => product.Contacts;

    protected override IConsentStore Consents => new SqliteConsentStore(product.Database);

    protected override IAudienceReader Audiences => product.Audiences;

    public void Dispose() => product.Dispose();
}

public sealed class SqliteAudienceReaderTests : AudienceReaderContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IAudienceReader Audiences => product.Audiences;

    protected override IContactStore Contacts => product.Contacts;

    public void Dispose() => product.Dispose();
}
