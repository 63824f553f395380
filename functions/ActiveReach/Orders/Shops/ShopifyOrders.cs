using System.Text.Json.Nodes;
using ActiveReach.Inputs;

namespace ActiveReach.Orders.Shops;

/// <summary>Shopify's order webhooks (topics orders/*; Admin API reference, Webhook). An order tells of its refunds itself, so that those
/// find the customer whom a webhook of refunds alone does not name.</summary>
internal static class ShopifyOrders
{
    /// <returns>Events for <c>POST events</c>; or why there is none.</returns>
    public static (IReadOnlyList<JsonObject> Events, string? Ignored) Read(Shop shop, string topic, InputValue order)
    {
        if (topic is not ("orders/create" or "orders/updated" or "orders/edited" or "orders/paid" or "orders/fulfilled" or "orders/partially_fulfilled" or "orders/cancelled" or "orders/delete"))
            return ([], $"The topic '{topic}' tells of no order: subscribe to orders/create, orders/updated and orders/cancelled.");
        if (ShopEvents.Text(order, "id") is not { } id)
            return ([], "The body has no id of an order.");
        if (order["test"]?.AsFlag is true)
            return ([], "It is a test order.");
        var person = ShopEvents.Person(
            ShopEvents.Text(order, "email") ?? ShopEvents.Text(order, "contact_email") ?? ShopEvents.Text(order, "customer", "email"),
            ShopEvents.Text(order, "phone") ?? ShopEvents.Text(order, "customer", "phone") ?? ShopEvents.Text(order, "shipping_address", "phone"),
            ShopEvents.Text(order, "customer", "id"));
        if (person is null)
            return ([], "Nobody is named who ordered: no email, phone or customer.");
        return ([.. Events(shop, topic, id, order, person).OfType<JsonObject>()], null);
    }

    private static IEnumerable<JsonObject?> Events(Shop shop, string topic, string id, InputValue order, JsonObject person)
    {
        var data = new JsonObject
        {
            ["orderId"] = id,
            ["total"] = ShopEvents.Text(order, "total_price"),
            ["currency"] = ShopEvents.Text(order, "currency"),
            ["name"] = ShopEvents.Text(order, "name"),
            ["items"] = ShopEvents.Items(order, "line_items", "title"),
        };
        yield return ShopEvents.Of(shop, "order_placed", $"order:{id}", person.DeepClone(), ShopEvents.Text(order, "created_at"), data);
        if (topic is not "orders/create" && ShopEvents.Text(order, "updated_at") is { } updated)
            yield return ShopEvents.Of(shop, "order_updated", $"order:{id}:{updated}", person.DeepClone(), updated, data.DeepClone().AsObject());
        foreach (var refund in ShopEvents.Each(order, "refunds"))
        {
            var amount = ShopEvents.Each(refund, "transactions")
                .Where(transaction => ShopEvents.Text(transaction, "kind") is "refund" && ShopEvents.Text(transaction, "status") is "success")
                .Sum(transaction => ShopEvents.Amount(transaction, "amount") ?? 0);
            if (amount > 0 && ShopEvents.Text(refund, "id") is { } refundId)
            {
                yield return ShopEvents.Of(shop, "order_refunded", $"refund:{refundId}", person.DeepClone(), ShopEvents.Text(refund, "created_at"),
                    new JsonObject { ["orderId"] = id, ["amount"] = amount, ["currency"] = ShopEvents.Text(order, "currency") });
            }
        }

        if (ShopEvents.Text(order, "cancelled_at") is { } cancelled)
            yield return ShopEvents.Of(shop, "order_cancelled", $"order:{id}:cancelled", person.DeepClone(), cancelled, new JsonObject { ["orderId"] = id });
    }
}
