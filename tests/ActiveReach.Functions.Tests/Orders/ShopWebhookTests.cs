using System.Net;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Orders;

/// <summary>Orders in the bodies of the shops' own platforms.</summary>
public sealed class ShopWebhookTests : IAsyncLifetime
{
    private const string Shops = "api/workspaces/demo/shops";
    private const string Orders = "api/workspaces/demo/orders";
    private const string Secret = "whsec-0123456789";
    private const string Shopify = "api/webhooks/shopify/demo/main";
    private const string WooCommerce = "api/webhooks/woocommerce/demo/woo";

    private const string ShopifyOrder = """
        {"id":820982911946154508,"name":"#1001","email":"Jon@Example.com","phone":null,"created_at":"2026-01-05T10:00:00-05:00","updated_at":"2026-01-06T10:00:00-05:00","cancelled_at":null,"test":false,
         "total_price":"409.94","currency":"usd","customer":{"id":115310627314723954,"email":"jon@example.com"},"line_items":[{"sku":"IPOD","title":"IPod Nano","quantity":1,"price":"199.00"}],
         "refunds":[{"id":509562969,"created_at":"2026-01-06T10:00:00-05:00","transactions":[{"kind":"refund","status":"success","amount":"9.94"},{"kind":"refund","status":"failure","amount":"400.00"}]}]}
        """;

    private const string WooOrder = """
        {"id":727,"number":"727","status":"processing","currency":"EUR","total":"29.35","date_created_gmt":"2026-01-05T10:00:00","date_modified_gmt":"2026-01-05T10:00:05","customer_id":0,
         "billing":{"email":"ana@example.com","phone":"(555) 555-5555"},"line_items":[{"sku":"","name":"Woo Single #1","quantity":2,"price":3}],"refunds":[{"id":726,"reason":"","total":"-10.00"}]}
        """;

    private RunningApp app = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync();
        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/main", $$"""{"platform":"shopify","secret":"{{Secret}}","location":"Pune"}""");
        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/woo", $$"""{"platform":"woo_commerce","secret":"{{Secret}}"}""");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task An_order_of_Shopify_is_taken_as_it_is_once_with_its_refund()
    {
        var heard = await TellAsync(Shopify, ShopifyOrder, "orders/updated");
        Assert.Equal((HttpStatusCode.OK, "3", "0", "3"), (heard.Status, heard.Text("accepted"), heard.Text("duplicates"), heard.Text("pending")));
        Assert.Equal("Pune", heard.Json.GetProperty("unknownLocations")[0].GetString());
        Assert.Equal(("0", "3"), Counts(await TellAsync(Shopify, ShopifyOrder, "orders/updated")));

        var order = await app.Viewer.GetJsonAsync(Orders + "/820982911946154508");
        Assert.Equal(("409.94", "USD", "9.94", "400", "partly_refunded", "2026-01-05T15:00:00+00:00"),
            (order.Text("total"), order.Text("currency"), order.Text("refunded"), order.Text("net"), order.Text("status"), order.Text("placedAt")));

        var ana = await app.Sender.PostJsonAsync("api/workspaces/demo/contacts", """{"externalId":"c1","email":"jon@example.com"}""");
        Assert.Equal(ana.Text("id"), (await app.Viewer.GetJsonAsync(Orders + "/820982911946154508")).Text("contact"));
    }

    [Fact]
    public async Task A_shop_whose_secret_is_changed_is_heard_under_the_old_one_too_until_it_knows_the_new_one()
    {
        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/main", """{"platform":"shopify","secret":"whsec-the-next","formerFor":"P2D"}""");
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(Shopify, ShopifyOrder, "orders/create")).Status);
        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/main", """{"platform":"shopify","secret":"whsec-the-next","formerFor":"P2D"}""");
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(Shopify, ShopifyOrder, "orders/create")).Status);
        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/main", """{"platform":"shopify","secret":"whsec-one-more","formerFor":"P2D"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, (await TellAsync(Shopify, ShopifyOrder, "orders/create")).Status);
    }

    [Fact]
    public async Task A_place_that_is_no_outlet_is_told_and_counts_for_none()
    {
        await TellAsync(Shopify, ShopifyOrder, "orders/create");
        var order = await app.Viewer.GetJsonAsync(Orders + "/820982911946154508");
        Assert.Equal(("Pune", "none", false), (order.Text("unknownLocation"), order.Text("outletBy"), order.Json.TryGetProperty("outlet", out _)));
    }

    [Fact]
    public async Task An_order_of_WooCommerce_is_taken_once_it_is_paid()
    {
        Assert.Contains("pending", (await TellAsync(WooCommerce, WooOrder.Replace("processing", "pending", StringComparison.Ordinal), "order.created")).Text("ignored"), StringComparison.Ordinal);
        Assert.Equal("3", (await TellAsync(WooCommerce, WooOrder, "order.updated")).Text("accepted"));
        var order = await app.Viewer.GetJsonAsync(Orders + "/727");
        Assert.Equal(("29.35", "EUR", "10", "partly_refunded"), (order.Text("total"), order.Text("currency"), order.Text("refunded"), order.Text("status")));

        await TellAsync(WooCommerce, WooOrder.Replace("processing", "cancelled", StringComparison.Ordinal), "order.updated");
        Assert.Equal("cancelled", (await app.Viewer.GetJsonAsync(Orders + "/727")).Text("status"));
    }

    [Fact]
    public async Task A_greeting_and_what_tells_of_no_order_are_answered_and_change_nothing()
    {
        var greeting = await app.Nobody.SendAsync(HttpMethod.Post, WooCommerce, "webhook_id=7", "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.OK, greeting.Status);
        Assert.Contains("customers/create", (await TellAsync(Shopify, """{"id":1}""", "customers/create")).Text("ignored"), StringComparison.Ordinal);
        Assert.Contains("test order", (await TellAsync(Shopify, ShopifyOrder.Replace("\"test\":false", "\"test\":true", StringComparison.Ordinal), "orders/create")).Text("ignored"), StringComparison.Ordinal);
        Assert.Contains("total", (await TellAsync(Shopify, ShopifyOrder.Replace("409.94", "lots", StringComparison.Ordinal), "orders/create")).Text("ignored"), StringComparison.Ordinal);
        Assert.Equal("0", (await app.Viewer.GetJsonAsync(Orders)).Text("total"));
    }

    [Theory]
    [InlineData(Shopify, null)]
    [InlineData(Shopify, "")]
    [InlineData(Shopify, "AAAA")]
    [InlineData(Shopify, "another")]
    [InlineData("api/webhooks/shopify/demo/none", "right")]
    [InlineData("api/webhooks/shopify/nobody/main", "right")]
    [InlineData("api/webhooks/woocommerce/demo/main", "right")]
    public async Task What_the_shop_has_not_signed_is_refused_and_tells_nobody_which_shops_there_are(string path, string? signature)
    {
        var answer = await TellAsync(path, ShopifyOrder, "orders/create", signature switch { "right" => Sign(ShopifyOrder), "another" => Sign(ShopifyOrder + " "), _ => signature });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("0", (await app.Viewer.GetJsonAsync(Orders)).Text("total"));
    }

    [Fact]
    public async Task A_secret_is_never_shown_and_can_be_changed_or_kept()
    {
        var list = await app.Admin.GetJsonAsync(Shops);
        Assert.DoesNotContain(Secret, list.Body, StringComparison.Ordinal);
        Assert.EndsWith("/" + Shopify, list.Json.GetProperty("items")[0].GetProperty("webhookUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.GetJsonAsync(Shops)).Status);
        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(await Database()), StringComparison.Ordinal);

        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/main", """{"platform":"shopify"}""");
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(Shopify, ShopifyOrder, "orders/create")).Status);
        await app.Admin.SendAsync(HttpMethod.Put, Shops + "/main", """{"platform":"shopify","secret":"another-secret"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, (await TellAsync(Shopify, ShopifyOrder, "orders/create")).Status);
        await app.Admin.SendAsync(HttpMethod.Delete, Shops + "/main");
        Assert.Equal(HttpStatusCode.Unauthorized, (await TellAsync(Shopify, ShopifyOrder, "orders/create")).Status);
    }

    [Theory]
    [InlineData("Main", """{"platform":"shopify","secret":"whsec-0123456789"}""", "id")]
    [InlineData("new", """{"platform":"shopify"}""", "secret")]
    [InlineData("new", """{"platform":"shopify","secret":"short"}""", "secret")]
    [InlineData("new", """{"platform":"magento","secret":"whsec-0123456789"}""", "platform")]
    [InlineData("new", """{"platform":"shopify","secret":"whsec-0123456789","url":"x"}""", "url")]
    public async Task A_shop_that_is_not_right_is_refused_by_name(string id, string body, string path)
    {
        var answer = await app.Admin.SendAsync(HttpMethod.Put, $"{Shops}/{id}", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([path], answer.ProblemPaths);
    }

    [Theory]
    [InlineData("""{"id":17,"total":"49.90","currency":"inr"}""", "17", "49.9", "INR")]
    [InlineData("""{"orderId":"A1","total":"1049","currency":"Usd"}""", "A1", "1049", "USD")]
    public async Task Amounts_may_be_texts_currencies_small_and_an_id_is_the_orders(string data, string id, string total, string currency)
    {
        var sent = await app.Sender.PostJsonAsync("api/workspaces/demo/events", $$"""{"id":"e1","type":"order_placed","contact":{"externalId":"ann"},"data":{{data}}}""");
        Assert.Equal(HttpStatusCode.Accepted, sent.Status);
        var order = await app.Viewer.GetJsonAsync($"{Orders}/{id}");
        Assert.Equal((total, currency), (order.Text("total"), order.Text("currency")));
    }

    private static (string, string) Counts(Answer answer) => (answer.Text("accepted"), answer.Text("duplicates"));

    private async Task<byte[]> Database()
    {
        await using var file = new FileStream(Path.Combine(app.Directory, "product.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private Task<Answer> TellAsync(string path, string body, string topic) => TellAsync(path, body, topic, Sign(body));

    private Task<Answer> TellAsync(string path, string body, string topic, string? signature)
    {
        var isWoo = path.Contains("woocommerce", StringComparison.Ordinal);
        (string, string)[] headers = [(isWoo ? "X-WC-Webhook-Topic" : "X-Shopify-Topic", topic), .. signature is null ? [] : new[] { (isWoo ? "X-WC-Webhook-Signature" : "X-Shopify-Hmac-SHA256", signature) }];
        return app.Nobody.SendAsync(HttpMethod.Post, path, body, headers: headers);
    }

    private static string Sign(string body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));
}
