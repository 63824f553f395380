using ActiveReach.Values;

namespace ActiveReach.Outlets.Assignment;

/// <summary>The outlets that have a position, in bands of latitude, so that the nearest is found among its neighbours and not among
/// all.</summary>
public sealed class OutletMap
{
    private const double KmADegree = GeoCircle.EarthRadiusKm * GeoCircle.RadiansADegree;

    private readonly double km;
    private readonly double farthest;
    private readonly double bandDegrees;

    /// <summary>By number of the band, from west to east.</summary>
    private readonly Dictionary<int, Outlet[]> bands;

    /// <param name="km">How far away an outlet may be.</param>
    public OutletMap(IEnumerable<Outlet> outlets, double km)
    {
        this.km = km;
        farthest = new GeoCircle(0, 0, km).Haversine;
        bandDegrees = Math.Max(km / KmADegree, 0.01);
        bands = outlets.Where(outlet => outlet is { Lat: not null, Lon: not null })
            .GroupBy(outlet => Band(outlet.Lat!.Value))
            .ToDictionary(band => band.Key, band => band.OrderBy(outlet => outlet.Lon).ThenBy(outlet => outlet.Id.Value, StringComparer.Ordinal).ToArray());
    }

    public bool IsEmpty => bands.Count == 0;

    /// <summary>The nearest outlet within the distance, the rim included; of several at the same distance the one with the first id.</summary>
    public Outlet? Nearest(double lat, double lon)
    {
        var (best, least) = (default(Outlet), farthest);
        var reach = LongitudesWithin(lat);
        for (var band = Band(lat) - 1; band <= Band(lat) + 1; band++)
        {
            if (!bands.TryGetValue(band, out var outlets))
                continue;
            for (var turn = -360; turn <= 360; turn += 360)
                (best, least) = Look(outlets, lat, lon, lon + turn - reach, lon + turn + reach, best, least);
        }

        return best;
    }

    private static (Outlet? Best, double Least) Look(Outlet[] outlets, double lat, double lon, double west, double east, Outlet? best, double least)
    {
        for (var index = FirstFrom(outlets, west); index < outlets.Length && outlets[index].Lon <= east; index++)
        {
            var outlet = outlets[index];
            var distance = GeoCircle.HaversineBetween(lat, lon, outlet.Lat!.Value, outlet.Lon!.Value);
            if (distance < least || (distance == least && (best is null || string.CompareOrdinal(outlet.Id.Value, best.Id.Value) < 0)))
                (best, least) = (outlet, distance);
        }

        return (best, least);
    }

    /// <summary>Index of the first outlet that is not west of the longitude.</summary>
    private static int FirstFrom(Outlet[] outlets, double lon)
    {
        var (low, high) = (0, outlets.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (outlets[middle].Lon < lon)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>How many degrees to the east or west a point within the distance can lie; all around near the poles.</summary>
    private double LongitudesWithin(double lat)
    {
        var sine = Math.Sin(Math.Min(km / GeoCircle.EarthRadiusKm, Math.PI / 2)) / Math.Cos(lat * GeoCircle.RadiansADegree);
        return sine is >= 0 and < 1 ? (Math.Asin(sine) / GeoCircle.RadiansADegree) + 1e-9 : 360;
    }

    private int Band(double lat) => (int)Math.Floor(lat / bandDegrees);
}
