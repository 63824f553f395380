using ActiveReach.Lists;
using ActiveReach.Problems;

namespace ActiveReach.Orders;

/// <summary>What lists of orders can be sorted by.</summary>
public static class OrderSorts
{
    private static readonly string[] All = ["placedAt", "total", "net"];

    /// <exception cref="InvalidInputException">It is none of these.</exception>
    public static void Check(PageQuery query)
    {
        if (!All.Contains(query.Sort))
            throw new InvalidInputException("sort", "unknown_sort", $"'{query.Sort}' is no order of orders: use one of {string.Join(", ", All)}, with a leading - for descending.");
    }
}
