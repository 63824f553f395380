using ActiveReach.Orders.Shops;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Orders;

public sealed class ConnectedShopTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly WorkspaceId Other = new("other");
    private static readonly Shop Main = new() { Workspace = new WorkspaceId("shop"), Id = "main", Platform = ShopPlatform.Shopify, Secret = [1, 2, 3], Location = "Goa", UpdatedAt = Noon };

    private ConnectedShops Shops { get; } = new(new MemoryDocuments());

    [Fact]
    public async Task A_shop_is_kept_replaced_and_removed()
    {
        Assert.True(await Shops.PutAsync(Main, 2));
        Assert.True(await Shops.PutAsync(Main with { Id = "b", Platform = ShopPlatform.WooCommerce, Location = null }, 2));
        Assert.True(await Shops.PutAsync(Main with { Secret = [4] }, 2));
        var found = (await Shops.FindAsync(Main.Workspace, "main"))!;
        Assert.Equal((ShopPlatform.Shopify, "Goa", Noon), (found.Platform, found.Location, found.UpdatedAt));
        Assert.Equal([4], found.Secret);
        Assert.Equal(["b", "main"], (await Shops.ListAsync(Main.Workspace)).Select(shop => shop.Id));

        Assert.True(await Shops.RemoveAsync(Main.Workspace, "b"));
        Assert.False(await Shops.RemoveAsync(Main.Workspace, "b"));
        Assert.Null(await Shops.FindAsync(Main.Workspace, "b"));
    }

    [Fact]
    public async Task A_workspace_has_its_own_shops_and_no_more_than_it_may()
    {
        Assert.True(await Shops.PutAsync(Main, 1));
        Assert.False(await Shops.PutAsync(Main with { Id = "b" }, 1));
        Assert.True(await Shops.PutAsync(Main with { Workspace = Other }, 1));
        Assert.False(await Shops.RemoveAsync(Other, "b"));
        Assert.Single(await Shops.ListAsync(Other));
    }
}
