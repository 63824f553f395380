namespace ActiveReach.Outlets.Assignment;

/// <summary>Decides to which outlet a contact belongs: from the outlets, the rule, and what is known of the contact alone, so that it
/// comes to the same in whichever order they arrived.</summary>
public sealed class OutletPlacement(OutletDirectory outlets, OutletAssignment rule)
{
    private readonly OutletMap map = new(rule.Order.Contains(OutletSource.Nearest) ? outlets.All : [], rule.NearestWithinKm);

    /// <summary>Whether it matters where a contact ordered last.</summary>
    public bool AsksForOrders { get; } = rule.Order.Contains(OutletSource.LastOrder) && outlets.All.Count > 0;

    /// <summary>Whether it matters where a contact lives.</summary>
    public bool AsksForPosition => !map.IsEmpty;

    /// <param name="outlet">What the contact has now.</param>
    /// <param name="by">How it came to it.</param>
    /// <param name="locationOfLastOrder">Id, external id or name of the outlet of the latest order at an outlet that there is; asked only where it decides.</param>
    public (string? Outlet, OutletSource By) Place(string? outlet, OutletSource by, double? lat, double? lon, Func<string?> locationOfLastOrder)
    {
        if (by is OutletSource.Explicit && outlet is not null)
            return (outlets.Resolve(outlet), by);
        foreach (var source in rule.Order)
        {
            var found = source switch
            {
                OutletSource.LastOrder when AsksForOrders => outlets.Find(locationOfLastOrder()),
                OutletSource.Nearest when lat is { } y && lon is { } x => map.Nearest(y, x),
                _ => null,
            };
            if (found is not null)
                return (found.Id.Value, source);
        }

        return (null, OutletSource.None);
    }

    /// <summary>Whether there is an outlet that the text names.</summary>
    public bool Knows(string location) => outlets.Find(location) is not null;
}
