using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>The events that tell of orders, and what their data must say.</summary>
public static class OrderEvents
{
    /// <summary>Amounts are kept to a ten-thousandth; the fifth decimal is rounded, half to even.</summary>
    public const int Decimals = 4;

    /// <summary>The largest amount of one order: a million million.</summary>
    public const decimal LargestAmount = 1_000_000_000_000m;

    private const int LongestId = 200;

    private static readonly SearchValues<char> AmountCharacters = SearchValues.Create("-.0123456789");

    /// <summary>Null for events that have nothing to do with orders.</summary>
    public static OrderFactKind? KindOf(string type) => type switch
    {
        "order_placed" => OrderFactKind.Placed,
        "order_updated" => OrderFactKind.Updated,
        "order_refunded" => OrderFactKind.Refunded,
        "order_cancelled" => OrderFactKind.Cancelled,
        _ => null,
    };

    /// <summary>What an event of this kind says; null when it tells of no order, or, with the problems noted, when something is wrong. An
    /// order that is placed without an id has the event's; one without a total is an event like any other and makes no order. A
    /// currency that isn't said is the order's own, or the workspace's.</summary>
    /// <param name="data">The event's data; null when it has none.</param>
    /// <param name="path">Where the data stands.</param>
    public static OrderWords? Read(OrderFactKind kind, string eventId, JsonElement? data, string path, ICollection<InputProblem> problems)
    {
        if (data is not { ValueKind: JsonValueKind.Object } words)
        {
            if (kind is not OrderFactKind.Placed)
                problems.Add(new(path, "required", $"'data' is missing: say which order, e.g. {Example(kind)}."));
            return null;
        }

        var before = problems.Count;
        var id = Id(words, kind, eventId, path, problems);
        if (kind is OrderFactKind.Cancelled)
            return problems.Count == before ? new OrderWords(id!, null, null) : null;
        if (kind is OrderFactKind.Placed && Member(words, "total") is null)
            return null;
        var amount = Amount(words, kind is OrderFactKind.Refunded ? "amount" : "total", path, problems);
        var currency = Currency(words, path, problems);
        return problems.Count == before ? new OrderWords(id!, amount, currency) : null;
    }

    private static string? Id(JsonElement words, OrderFactKind kind, string eventId, string path, ICollection<InputProblem> problems)
    {
        var at = JsonPath.Append(path, "orderId");
        if ((Member(words, "orderId") ?? Member(words, "order_id") ?? Member(words, "id")) is not { } value)
        {
            if (kind is OrderFactKind.Placed)
                return eventId;
            problems.Add(new(at, "required", $"'orderId' is missing: give the shop's id of the order, e.g. {Example(kind)}."));
            return null;
        }

        // Shops number their orders; 17 and "17" are the same.
        var text = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : JsonText.Of(value);
        var id = text is null ? null : ValueRules.Text(text, LongestId, out _);
        if (id is { Length: > 0 })
            return id;
        problems.Add(new(at, "invalid_value", $"orderId is {JsonText.Quote(value)}: give the shop's id of the order, 1 to {LongestId} characters."));
        return null;
    }

    private static decimal? Amount(JsonElement words, string name, string path, ICollection<InputProblem> problems)
    {
        var at = JsonPath.Append(path, name);
        if (Member(words, name) is not { } value)
            problems.Add(new(at, "required", $"'{name}' is missing: give the amount as a number, e.g. 49.90."));
        else if (NumberOf(value) is not { } number)
            problems.Add(new(at, "wrong_type", $"{name} is {JsonText.Quote(value)}: it must be a number, e.g. 49.90, also as a text."));
        else if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || amount is < 0 or > LargestAmount)
            problems.Add(new(at, "out_of_range", $"{name} is {JsonText.Quote(value)}: give 0 to {LargestAmount}; what goes back to the customer is an order_refunded."));
        else
            return Math.Round(amount, Decimals);
        return null;
    }

    /// <summary>Shops write amounts as numbers, or as texts with a point ("49.90").</summary>
    private static string? NumberOf(JsonElement value) => value.ValueKind is JsonValueKind.Number ? value.GetRawText()
        : JsonText.Of(value)?.Trim() is { Length: > 0 } text && !text.AsSpan().ContainsAnyExcept(AmountCharacters) ? text
        : null;

    private static string? Currency(JsonElement words, string path, ICollection<InputProblem> problems)
    {
        var at = JsonPath.Append(path, "currency");
        if (Member(words, "currency") is not { } value)
            return null;
        if (JsonText.Of(value)?.Trim().ToUpperInvariant() is { } code && Currencies.IsKnown(code))
            return code;
        problems.Add(new(at, "unknown_currency", $"currency is {JsonText.Quote(value)}: give an ISO 4217 code, e.g. INR."));
        return null;
    }

    private static string Example(OrderFactKind kind) => kind switch
    {
        OrderFactKind.Cancelled => "{\"orderId\": \"1017\"}",
        OrderFactKind.Refunded => "{\"orderId\": \"1017\", \"amount\": 10, \"currency\": \"INR\"}",
        _ => "{\"orderId\": \"1017\", \"total\": 49.90, \"currency\": \"INR\"}",
    };

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}

/// <summary>What the data of an order event says.</summary>
/// <param name="Amount">The total, or what was refunded; null for a cancellation.</param>
/// <param name="Currency">Null where it isn't said.</param>
public sealed record OrderWords(string OrderId, decimal? Amount, string? Currency);
