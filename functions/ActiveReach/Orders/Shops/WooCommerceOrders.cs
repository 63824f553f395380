using System.Text.Json.Nodes;
using ActiveReach.Inputs;

namespace ActiveReach.Orders.Shops;

/// <summary>WooCommerce's order webhooks (topics order.*; REST API v3, Orders and Webhooks). An order counts once it is paid or accepted;
/// amounts of its refunds are negative there; times ending in <c>_gmt</c> are UTC without saying so.</summary>
internal static class WooCommerceOrders
{
    /// <returns>Events for <c>POST events</c>; or why there is none.</returns>
    public static (IReadOnlyList<JsonObject> Events, string? Ignored) Read(Shop shop, string topic, InputValue order)
    {
        if (topic is not ("order.created" or "order.updated" or "order.restored"))
            return ([], $"The topic '{topic}' tells of no order: choose Order created and Order updated.");
        if (ShopEvents.Text(order, "id") is not { } id)
            return ([], "The body has no id of an order.");
        var status = ShopEvents.Text(order, "status") ?? "";
        if (status is not ("processing" or "completed" or "on-hold" or "refunded" or "cancelled"))
            return ([], $"The order is '{status}': it counts once it is paid or accepted.");
        var person = ShopEvents.Person(ShopEvents.Text(order, "billing", "email"), ShopEvents.Text(order, "billing", "phone"), ShopEvents.Text(order, "customer_id"));
        if (person is null)
            return ([], "Nobody is named who ordered: no email, phone or customer.");
        return ([.. Events(shop, id, status, order, person).OfType<JsonObject>()], null);
    }

    private static IEnumerable<JsonObject?> Events(Shop shop, string id, string status, InputValue order, JsonObject person)
    {
        var (created, modified) = (Utc(order, "date_created_gmt"), Utc(order, "date_modified_gmt"));
        var data = new JsonObject
        {
            ["orderId"] = id,
            ["total"] = ShopEvents.Text(order, "total"),
            ["currency"] = ShopEvents.Text(order, "currency"),
            ["name"] = ShopEvents.Text(order, "number"),
            ["items"] = ShopEvents.Items(order, "line_items", "name"),
        };
        if (status is not "cancelled")
            yield return ShopEvents.Of(shop, "order_placed", $"order:{id}", person.DeepClone(), created, data);
        if (status is not "cancelled" && modified is not null && modified != created)
            yield return ShopEvents.Of(shop, "order_updated", $"order:{id}:{modified}", person.DeepClone(), modified, data.DeepClone().AsObject());
        foreach (var refund in ShopEvents.Each(order, "refunds"))
        {
            if (Math.Abs(ShopEvents.Amount(refund, "total") ?? 0) is > 0 and var amount && ShopEvents.Text(refund, "id") is { } refundId)
            {
                yield return ShopEvents.Of(shop, "order_refunded", $"refund:{refundId}", person.DeepClone(), modified,
                    new JsonObject { ["orderId"] = id, ["amount"] = amount, ["currency"] = ShopEvents.Text(order, "currency") });
            }
        }

        if (status is "cancelled")
            yield return ShopEvents.Of(shop, "order_cancelled", $"order:{id}:cancelled", person.DeepClone(), modified, new JsonObject { ["orderId"] = id });
    }

    private static string? Utc(InputValue order, string name) => ShopEvents.Text(order, name) is { } time ? time.EndsWith('Z') ? time : time + "Z" : null;
}
