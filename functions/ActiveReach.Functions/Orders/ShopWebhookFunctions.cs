using System.Text.Json.Nodes;
using ActiveReach.Campaigns;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Orders.Shops;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Orders;

/// <summary>Orders as shops tell them by webhook, in the bodies of their own platforms. What is signed is answered with 200 even where it says
/// nothing of orders: platforms give a webhook up that fails too often.</summary>
public sealed class ShopWebhookFunctions(HearShop hear, Doorbells doorbells, ILogger<ShopWebhookFunctions> log)
{
    private const int LargestBody = 4 * 1024 * 1024;

    internal static string PathOf(Shop shop) =>
        $"api/webhooks/{(shop.Platform is ShopPlatform.Shopify ? "shopify" : "woocommerce")}/{Uri.EscapeDataString(shop.Workspace.Value)}/{shop.Id}";

    [Function("ShopifyWebhook")]
    [Public("The body is signed with the shop's secret.")]
    [NotRepeatable("Orders have ids of their own.")]
    [Operation("Takes an order of Shopify (topics orders/*), signed in X-Shopify-Hmac-SHA256.", Request = typeof(JsonObject), Response = typeof(ShopHeard))]
    public Task<Answer> ShopifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/shopify/{workspace}/{shop}")] HttpRequest request, [DurableClient] DurableTaskClient client, string workspace, string shop) =>
        HearAsync(request, client, ShopPlatform.Shopify, workspace, shop, "X-Shopify-Hmac-SHA256", "X-Shopify-Topic");

    [Function("WooCommerceWebhook")]
    [Public("The body is signed with the shop's secret.")]
    [NotRepeatable("Orders have ids of their own.")]
    [Operation("Takes an order of WooCommerce (topics order.*), signed in X-WC-Webhook-Signature.", Request = typeof(JsonObject), Response = typeof(ShopHeard))]
    public Task<Answer> WooCommerceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/woocommerce/{workspace}/{shop}")] HttpRequest request, [DurableClient] DurableTaskClient client, string workspace, string shop) =>
        HearAsync(request, client, ShopPlatform.WooCommerce, workspace, shop, "X-WC-Webhook-Signature", "X-WC-Webhook-Topic");

    private async Task<Answer> HearAsync(HttpRequest request, DurableTaskClient client, ShopPlatform platform, string workspace, string id, string signature, string topic)
    {
        var body = await request.ReadBytesAsync(LargestBody);
        // WooCommerce greets a new webhook with a form that says its number, unsigned, and wants 200.
        if (platform is ShopPlatform.WooCommerce && request.HasFormContentType && body.Span.StartsWith("webhook_id="u8) && !body.Span[11..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return Answers.Ok(ShopHeard.Nothing("It is a greeting."));
        var shop = await hear.FindSignerAsync(new WorkspaceId(workspace), id, platform, body, request.Headers[signature], request.HttpContext.RequestAborted)
            ?? throw new UnauthenticatedException($"The webhook isn't signed with the secret of this shop ({signature}): give the shop's secret to PUT workspaces/{{ws}}/shops/{{id}}.");
        try
        {
            var heard = await hear.RunAsync(shop, request.Headers[topic].ToString(), JsonInput.Read(body), request.HttpContext.RequestAborted);
            await doorbells.RingAsync(client, heard.Rings, Doorbell.Start);
            return Answers.Ok(heard);
        }
        catch (InvalidInputException refused)
        {
            log.LogWarning("The shop {Shop} of {Workspace} told something that can't be taken in: {Paths}.", shop.Id, shop.Workspace, string.Join(", ", refused.Problems.Select(problem => problem.Path)));
            return Answers.Ok(ShopHeard.Nothing(string.Join(' ', refused.Problems.Select(problem => problem.Message))));
        }
    }
}
