using ActiveReach.Orders.Shops;
using ActiveReach.Sqlite.Orders;

namespace ActiveReach.Sqlite.Tests.Orders;

public sealed class SqliteShopTests : ShopStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IShopStore Shops => new SqliteShopStore(product.Database);

    public void Dispose() => product.Dispose();
}
