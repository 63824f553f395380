namespace ActiveReach.Values;

/// <summary>All points at most <paramref name="Km"/> kilometres from a centre, by haversine on a sphere of
/// <see cref="EarthRadiusKm"/>; the rim belongs to it.</summary>
public sealed record GeoCircle(double Lat, double Lon, double Km)
{
    public const double EarthRadiusKm = 6371.0088;

    /// <summary>Half of the Earth's circumference: a circle of this radius is everywhere.</summary>
    public const double LargestKm = 20015.2;

    /// <summary>The haversine of the radius: a point is inside when its own haversine from the centre is no larger. Comparing
    /// haversines saves the square root and arc sine of the distance, and every evaluator compares the same two numbers.</summary>
    public double Haversine
    {
        get
        {
            var half = Math.Sin(Math.Min(Km / EarthRadiusKm, Math.PI) / 2);
            return half * half;
        }
    }

    /// <summary>Degrees between which every point of the circle lies, with a small margin: it spares a store most of the trigonometry.</summary>
    public (double South, double North) Latitudes => (Lat - LatMargin, Lat + LatMargin);

    /// <inheritdoc cref="Latitudes"/>
    /// <remarks>Null where the circle reaches round a pole or over the date line.</remarks>
    public (double West, double East)? Longitudes
    {
        get
        {
            var widest = Math.Max(Math.Abs(Latitudes.South), Math.Abs(Latitudes.North));
            var reach = Math.Sin(Math.Min(LatMargin * RadiansADegree, Math.PI / 2)) / Math.Cos(Math.Min(Math.Abs(Lat), 89.9) * RadiansADegree);
            var margin = widest >= 89.9 || reach >= 1 ? 360 : (Math.Asin(reach) / RadiansADegree) + 1e-6;
            return Math.Abs(Lon) + margin < 180 ? (Lon - margin, Lon + margin) : null;
        }
    }

    private double LatMargin => (Km / EarthRadiusKm / RadiansADegree) + 1e-6;

    public bool Contains(double lat, double lon) => HaversineBetween(Lat, Lon, lat, lon) <= Haversine;

    /// <summary>The haversine of the distance between two points: larger the farther they are apart.</summary>
    public static double HaversineBetween(double lat, double lon, double otherLat, double otherLon)
    {
        var byLat = Math.Sin((otherLat - lat) * RadiansADegree / 2);
        var byLon = Math.Sin((otherLon - lon) * RadiansADegree / 2);
        return (byLat * byLat) + (Math.Cos(lat * RadiansADegree) * Math.Cos(otherLat * RadiansADegree) * byLon * byLon);
    }

    public const double RadiansADegree = Math.PI / 180;
}
