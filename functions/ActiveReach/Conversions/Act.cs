using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Events;
using ActiveReach.Inputs;
using ActiveReach.Orders;

namespace ActiveReach.Conversions;

/// <summary>Something that somebody did, as a campaign may count it.</summary>
/// <param name="Cause">See <see cref="Conversion.Cause"/>.</param>
/// <param name="Order">The order that it placed; null for anything else.</param>
/// <param name="Content">The data of its event.</param>
/// <param name="Currency">The workspace's.</param>
public sealed record Act(string Type, DateTimeOffset At, string Cause, Order? Order, JsonElement? Content, string Currency)
{
    private const string Total = "total";

    /// <summary>The id of the order that the event placed; null for what places none.</summary>
    public static string? OrderOf(ContactEvent told) => OrderEvents.KindOf(told.Type) is OrderFactKind.Placed && told.Content is { } content
        ? OrderEvents.Read(OrderFactKind.Placed, told.Id, InputValue.Of(JsonElement.Parse(content)))?.OrderId
        : null;

    /// <summary>The cause that an event is; ids of events may name people, so only a hash is kept.</summary>
    public static string CauseOf(ContactEvent told, string? order) =>
        order is not null ? Conversion.OfOrder + order : "event:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.Id)).AsSpan(0, 16));

    /// <summary>Of an order what is left of it after refunds, or of another field of it; of other events what the field says; 0 without one.</summary>
    public (decimal Amount, string Currency) WorthOf(ConversionGoal goal)
    {
        if (Order is { } order && goal.Value is null or Total)
            return (order.Net, order.Currency ?? Currency);
        var words = Content is { } content ? InputValue.Of(content) : default(InputValue?);
        var amount = goal.Value is { } name && words?[name] is { } value ? OrderEvents.AmountOf(value) ?? 0 : 0;
        var said = words?["currency"] is { } code ? OrderEvents.CurrencyOf(code) : null;
        return (Math.Max(0, amount - (Order?.Refunded ?? 0)), Order?.Currency ?? said ?? goal.Currency ?? Currency);
    }
}
