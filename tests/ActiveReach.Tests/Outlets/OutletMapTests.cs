using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Tests.Outlets;

/// <summary>The nearest outlet, found without looking at all of them.</summary>
public sealed class OutletMapTests
{
    [Fact]
    public void The_map_finds_what_a_look_at_every_outlet_finds() => Prop.ForAll(Scenes(), scene =>
    {
        var (outlets, people, km) = scene;
        var map = new OutletMap(outlets, km);
        foreach (var (lat, lon) in people)
            Assert.Equal(ByLookingAtAll(outlets, lat, lon, km)?.Id, map.Nearest(lat, lon)?.Id);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_nearest_may_lie_beyond_the_date_line_or_the_pole()
    {
        var map = new OutletMap([SomeOutlet.At("out_fiji", -16, -179.99), SomeOutlet.At("out_pole", 89.95, 170)], 25);
        Assert.Equal("out_fiji", map.Nearest(-16, 179.99)?.Id.Value);
        Assert.Equal("out_pole", map.Nearest(89.95, -10)?.Id.Value);
        Assert.Null(map.Nearest(0, 0));
    }

    [Fact]
    public void Of_two_at_the_same_distance_the_first_id_wins_in_whatever_order_they_are_given()
    {
        Outlet[] two = [SomeOutlet.At("out_b", 10, 20), SomeOutlet.At("out_a", 10, 20)];
        Assert.Equal("out_a", new OutletMap(two, 1).Nearest(10, 20)?.Id.Value);
        Assert.Equal("out_a", new OutletMap(two.Reverse(), 1).Nearest(10.001, 20)?.Id.Value);
    }

    [Fact]
    public void The_rim_belongs_to_it()
    {
        var map = new OutletMap([SomeOutlet.At("out_a", 0, 0)], 111.1950802);
        Assert.NotNull(map.Nearest(0.9999999, 0));
        Assert.Null(map.Nearest(1.0001, 0));
    }

    private static Outlet? ByLookingAtAll(IEnumerable<Outlet> outlets, double lat, double lon, double km) => outlets
        .Where(outlet => new GeoCircle(lat, lon, km).Contains(outlet.Lat!.Value, outlet.Lon!.Value))
        .OrderBy(outlet => GeoCircle.HaversineBetween(lat, lon, outlet.Lat!.Value, outlet.Lon!.Value))
        .ThenBy(outlet => outlet.Id.Value, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Crowds, so that there is something near: around a place that is often at the date line or a pole.</summary>
    private static Arbitrary<(Outlet[] Outlets, (double Lat, double Lon)[] People, double Km)> Scenes()
    {
        var scenes =
            from north in Gen.Elements(0, 18, 51, 70, 89, -89, -45)
            from east in Gen.Elements(0, 74, 179, -180, -70)
            from spread in Gen.Elements(0.01, 0.5, 5, 60)
            from km in Gen.Elements(0.5, 25, 300, 1000)
            from outlets in Places(north, east, spread).ArrayOf(40)
            from people in Places(north, east, spread).ArrayOf(20)
            select (outlets.Select((place, index) => SomeOutlet.At($"out_{index % 37:00}{index}", place.Lat, place.Lon)).ToArray(), people, km);
        return scenes.ToArbitrary();
    }

    private static Gen<(double Lat, double Lon)> Places(int north, int east, double spread) =>
        from up in Gen.Choose(-1000, 1000)
        from right in Gen.Choose(-1000, 1000)
        select (Math.Clamp(north + (up * spread / 1000), -90, 90), Math.IEEERemainder(east + (right * spread / 1000), 360));
}
