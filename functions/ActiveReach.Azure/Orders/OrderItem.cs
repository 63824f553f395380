using System.Globalization;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Ids;
using ActiveReach.Orders;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Orders;

/// <summary>An order: all that is known of it, without the events that told, and what of it is found, sorted and summed up.</summary>
internal sealed record OrderItem : Item
{
    /// <summary>The shop's own id.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<OrderFact> Facts { get; init; }

    /// <summary>Where no event names one.</summary>
    public string? Currency { get; init; }

    public ContactId? Contact { get; init; }

    public string? Outlet { get; init; }

    public OrderOutletSource OutletBy { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }

    public OrderStatus Status { get; init; }

    /// <summary>Everybody whom a fact names.</summary>
    public IReadOnlyList<ContactId> People { get; init; } = [];

    /// <summary>Where it stands in a list sorted by this.</summary>
    public IReadOnlyDictionary<string, string> Places { get; init; } = new Dictionary<string, string>();

    public OrderSums? Sums { get; init; }

    public Order Read() => OrderAccount.Of(Name, Facts) is var order ? order with { Currency = order.Currency ?? Currency } : null!;

    /// <summary>As these facts make it.</summary>
    public OrderItem Of(IReadOnlyList<OrderFact> facts)
    {
        var item = this with { Facts = facts };
        var order = item.Read();
        return item with
        {
            Currency = order.Currency,
            Contact = order.Contact,
            Outlet = order.Outlet,
            OutletBy = order.OutletBy,
            At = order.At.ToUnixTimeMilliseconds(),
            Status = order.Status,
            People = [.. facts.Select(fact => fact.Contact).OfType<ContactId>().Distinct()],
            Places = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["placedAt"] = PlaceOf(order.At.ToUnixTimeMilliseconds()),
                ["total"] = PlaceOf(OrderSums.Units(order.Total ?? 0)),
                ["net"] = PlaceOf(OrderSums.Units(order.Net)),
            },
            Sums = OrderSums.Of(order),
        };
    }

    public static ItemPlace PlaceIn(WorkspaceId workspace, string id) => Slices.HashOf(id) is var hash ? new(Slices.OfHash(workspace, hash), $"o{hash}") : default;

    private string PlaceOf(long value) => string.Create(CultureInfo.InvariantCulture, $"{value:D18}.{Slices.HashOf(Name)[..16]}");
}

/// <summary>Amounts as the store sums them up, in doubles: whole ones and ten-thousandths apart, each of which it adds exactly.</summary>
internal sealed record OrderSums(long Gross, int GrossParts, long Refunded, int RefundedParts, long Net, int NetParts)
{
    private const long UnitsOfWhole = 10_000;

    public static long Units(decimal amount) => (long)(amount * UnitsOfWhole);

    public static decimal Amount(double whole, double parts) => (decimal)whole + ((decimal)parts / UnitsOfWhole);

    public static OrderSums Of(Order order)
    {
        var (gross, refunded, net) = (Units(order.Total ?? 0), Units(order.Refunded), Units(order.Net));
        return new(gross / UnitsOfWhole, Parts(gross), refunded / UnitsOfWhole, Parts(refunded), net / UnitsOfWhole, Parts(net));
    }

    private static int Parts(long units) => (int)(units % UnitsOfWhole);
}
