using System.Buffers;
using System.Globalization;
using ActiveReach.Inputs;
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
    /// <param name="words">The event's data.</param>
    public static OrderWords? Read(OrderFactKind kind, string eventId, InputValue words)
    {
        var before = words.Problems.Count;
        var id = Id(words, kind, eventId);
        if (kind is OrderFactKind.Cancelled)
            return words.Problems.Count == before ? new OrderWords(id!, null, null) : null;
        if (kind is OrderFactKind.Placed && words["total"] is null)
            return null;
        var amount = Amount(words, kind is OrderFactKind.Refunded ? "amount" : "total");
        var currency = Currency(words["currency"]);
        return words.Problems.Count == before ? new OrderWords(id!, amount, currency) : null;
    }

    private static string? Id(InputValue words, OrderFactKind kind, string eventId)
    {
        if ((words["orderId"] ?? words["order_id"] ?? words["id"]) is not { } value)
        {
            if (kind is OrderFactKind.Placed)
                return eventId;
            words.Note("orderId", "required", $"'orderId' is missing: give the shop's id of the order, e.g. {Example(kind)}.");
            return null;
        }

        // Shops number their orders; 17 and "17" are the same.
        return (value.AsDigits ?? value.AsText) is { } text && ValueRules.Text(text, LongestId, out _) is { Length: > 0 } id
            ? id
            : words.Refuse<string>("orderId", "invalid_value", $"orderId is {value.Quoted}: give the shop's id of the order, 1 to {LongestId} characters.");
    }

    private static decimal? Amount(InputValue words, string name)
    {
        if (words[name] is not { } value)
            words.Note(name, "required", $"'{name}' is missing: give the amount as a number, e.g. 49.90.");
        else if (NumberOf(value) is not { } number)
            value.Note("wrong_type", $"{name} is {value.Quoted}: it must be a number, e.g. 49.90, also as a text.");
        else if (AmountIn(number) is not { } amount)
            value.Note("out_of_range", $"{name} is {value.Quoted}: give 0 to {LargestAmount}; what goes back to the customer is an order_refunded.");
        else
            return amount;
        return null;
    }

    /// <summary>An amount as shops write it; null for what is none.</summary>
    public static decimal? AmountOf(InputValue value) => NumberOf(value) is { } number ? AmountIn(number) : null;

    private static decimal? AmountIn(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and <= LargestAmount ? Math.Round(amount, Decimals) : null;

    /// <summary>Shops write amounts as numbers, or as texts with a point ("49.90").</summary>
    private static string? NumberOf(InputValue value) => value.AsDigits
        ?? (value.AsText?.Trim() is { Length: > 0 } text && !text.AsSpan().ContainsAnyExcept(AmountCharacters) ? text : null);

    /// <summary>A currency as shops write it, in any case; null for what is none.</summary>
    public static string? CurrencyOf(InputValue value) => value.AsText?.Trim().ToUpperInvariant() is { } code && Currencies.IsKnown(code) ? code : null;

    private static string? Currency(InputValue? said)
    {
        if (said is not { } value)
            return null;
        return CurrencyOf(value)
            ?? value.Refuse<string>("unknown_currency", $"currency is {value.Quoted}: give an ISO 4217 code, e.g. INR.");
    }

    /// <summary>What is wrong with an event of this kind that has no data; null when nothing is.</summary>
    public static string? WithoutData(OrderFactKind kind) =>
        kind is OrderFactKind.Placed ? null : $"'data' is missing: say which order, e.g. {Example(kind)}.";

    private static string Example(OrderFactKind kind) => kind switch
    {
        OrderFactKind.Cancelled => "{\"orderId\": \"1017\"}",
        OrderFactKind.Refunded => "{\"orderId\": \"1017\", \"amount\": 10, \"currency\": \"INR\"}",
        _ => "{\"orderId\": \"1017\", \"total\": 49.90, \"currency\": \"INR\"}",
    };
}

/// <summary>What the data of an order event says.</summary>
/// <param name="Amount">The total, or what was refunded; null for a cancellation.</param>
/// <param name="Currency">Null where it isn't said.</param>
public sealed record OrderWords(string OrderId, decimal? Amount, string? Currency);
