using ActiveReach.Sqlite.TestSends;
using ActiveReach.TestSends;

namespace ActiveReach.Sqlite.Tests.TestSends;

public sealed class SqliteTestMessageStoreTests : TestMessageStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ITestMessageStore Tests => new SqliteTestMessageStore(product.Database);

    public void Dispose() => product.Dispose();
}
