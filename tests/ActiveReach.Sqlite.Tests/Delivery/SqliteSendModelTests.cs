using ActiveReach.Sqlite.Delivery;
using Contracts.Delivery.Model;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteSendModelTests : SendModelContract, IDisposable
{
    private readonly List<TemporaryProduct> products = [];

    protected override int Cases => 5;

    public void Dispose() => products.ForEach(product => product.Dispose());

    protected override ModelStores Open(Random random)
    {
        var product = new TemporaryProduct();
        products.Add(product);
        return new ModelStores(new SqliteLedger(product.Database), new SqlitePlans(product.Database), new SqliteActiveStages(product.Database), (from, to) => product.Database.WriteAsync(
            session => session.Prepare("UPDATE ledger SET contact = ?1 WHERE contact = ?2").Bind(1, to.Value).Bind(2, from.Value).Execute()));
    }
}
