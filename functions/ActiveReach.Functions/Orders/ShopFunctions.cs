using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Orders.Shops;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Orders;

/// <summary>Shops whose webhooks tell of orders.</summary>
public sealed class ShopFunctions(ConnectedShops shops, KeepShop keep, AccessOptions access)
{
    private const string All = "api/workspaces/{ws}/shops";
    private const string One = All + "/{id}";

    [Function("ListShops")]
    [RequiresRole(Role.Admin)]
    [Operation("The shops that are connected, and the address that each one's webhooks go to. Secrets are never shown.", Response = typeof(Page<ShopView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        request.RefuseUnknownQuery();
        var found = await shops.ListAsync(request.Caller().Workspace, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<ShopView>([.. found.Select(View)], null, found.Count));
    }

    [Function(nameof(KeepShop))]
    [RequiresRole(Role.Admin)]
    [Operation("Connects a shop (platform shopify or woo_commerce) with the secret that its webhooks are signed with; without secret it keeps the one it has. formerFor: how long the one that is replaced still counts, e.g. P2D. location: the outlet whose orders these are.",
        Request = typeof(ShopRequest), Response = typeof(ShopView))]
    public async Task<Answer> KeepAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string id)
    {
        var sent = await request.ReadJsonAsync<ShopRequest>();
        return Answers.Ok(View(await keep.RunAsync(request.Caller(), id, sent.Platform, sent.Secret, sent.FormerFor, sent.Location, request.HttpContext.RequestAborted)));
    }

    [Function("RemoveShop")]
    [RequiresRole(Role.Admin)]
    [Operation("Disconnects a shop: its webhooks are refused from now on. What it told stays.", Status = 204)]
    public async Task<Answer> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        await keep.RemoveAsync(request.Caller(), id, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    private ShopView View(Shop shop) => new(
        shop.Id, shop.Platform, shop.Location, $"{access.PublicUrl.ToString().TrimEnd('/')}/{ShopWebhookFunctions.PathOf(shop)}", shop.UpdatedAt);
}

public sealed record ShopRequest(ShopPlatform Platform, string? Secret = null, TimeSpan? FormerFor = null, string? Location = null);

/// <param name="Location">As it was given; null: orders are of the outlet of whoever ordered.</param>
/// <param name="WebhookUrl">Where the shop's webhooks go.</param>
public sealed record ShopView(string Id, ShopPlatform Platform, string? Location, string WebhookUrl, DateTimeOffset UpdatedAt);
