using ActiveReach.Consent.Caps;
using ActiveReach.Sqlite.Consent;

namespace ActiveReach.Sqlite.Tests.Consent;

public sealed class SqliteCapStoreTests : CapStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ICapStore Caps => new SqliteCapStore(product.Database);

    public void Dispose() => product.Dispose();
}
