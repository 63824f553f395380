using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Orders.Shops;

/// <summary>Makes events of what a shop's platform tells, in the form of <c>POST events</c>. Their ids come from the shop's own, so that a
/// webhook told twice changes nothing. Of an order the members that are named here are read; the others are the platform's own, and passed over.</summary>
internal static class ShopEvents
{
    /// <summary>Of lines and of their texts, so that all fits into an event.</summary>
    private const int MostItems = 20;
    private const int LongestItem = 80;
    private const int LongestText = 200;

    /// <summary>An event of an order; null when nobody is named who could have ordered.</summary>
    /// <param name="key">Apart for each thing that happens once, e.g. <c>order:17</c>.</param>
    public static JsonObject? Of(Shop shop, string type, string key, JsonNode? person, string? time, JsonObject data) => person is null ? null : new JsonObject
    {
        ["id"] = $"{shop.Platform.ToString().ToLowerInvariant()}:{shop.Id}:{key}",
        ["type"] = type,
        ["contact"] = person,
        ["time"] = time,
        ["location"] = shop.Location,
        ["data"] = data,
    };

    /// <summary>Whoever ordered, by the first of these that can be read.</summary>
    /// <param name="customer">The shop's own id, which its export of customers has too.</param>
    public static JsonObject? Person(string? email, string? phone, string? customer)
    {
        if (email is not null && ValueRules.Email(email, out _) is { } mailbox)
            return new JsonObject { ["email"] = mailbox };
        if (phone is not null && ValueRules.Phone(phone, out _) is { } number)
            return new JsonObject { ["phone"] = number };
        return customer is not (null or "0") ? new JsonObject { ["externalId"] = customer } : null;
    }

    /// <summary>What was ordered: sku, name, quantity and price of the first lines.</summary>
    /// <param name="lines">A list of objects, each with <paramref name="name"/>, <c>sku</c>, <c>quantity</c> and <c>price</c>.</param>
    public static JsonArray Items(InputValue order, string lines, string name) => new(
        [.. Each(order, lines).Take(MostItems).Select(line => (JsonNode)new JsonObject
        {
            ["sku"] = Cut(Text(line, "sku")),
            ["name"] = Cut(Text(line, name)),
            ["quantity"] = Cut(Text(line, "quantity")),
            ["price"] = Cut(Text(line, "price")),
        })]);

    public static IEnumerable<InputValue> Each(InputValue order, string list) => order[list]?.Items.Where(item => item.IsObject) ?? [];

    /// <summary>A text or number as text; null for anything else, and for what is empty.</summary>
    public static string? Text(InputValue order, params ReadOnlySpan<string> path)
    {
        InputValue? at = order;
        foreach (var name in path)
            at = at?[name];
        var text = at?.AsDigits ?? at?.AsText;
        return string.IsNullOrWhiteSpace(text) ? null : text.Length <= LongestText ? text.Trim() : null;
    }

    public static decimal? Amount(InputValue order, string name) =>
        decimal.TryParse(Text(order, name), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private static string? Cut(string? text) => text is { Length: > LongestItem } ? text[..(char.IsHighSurrogate(text[LongestItem - 1]) ? LongestItem - 1 : LongestItem)] : text;
}
