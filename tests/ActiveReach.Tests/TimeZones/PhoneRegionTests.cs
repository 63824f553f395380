using System.Globalization;
using ActiveReach.TimeZones;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.TimeZones;

namespace ActiveReach.Tests.TimeZones;

/// <summary>What the digits of a number tell.</summary>
public sealed class PhoneRegionTests
{
    public static TheoryData<string, string?, string?, string?> Numbers()
    {
        var data = new TheoryData<string, string?, string?, string?>();
        foreach (var line in PhoneNumbers.Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cells = line.Split(' ');
            data.Add(cells[0], Told(cells[1]), Told(cells[2]), Told(cells[3]));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_tells_its_country_region_and_zone(string phone, string? country, string? region, string? zone) =>
        Assert.Equal(new PhoneRegion(country, region, zone), PhoneRegion.Of(phone));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("919812345678")]
    [InlineData("+abc")]
    [InlineData("+0123456789")]
    public void What_is_no_number_tells_nothing(string? phone) => Assert.Equal(PhoneRegion.Unknown, PhoneRegion.Of(phone));

    [Fact]
    public void Every_answer_is_a_zone_of_tzdb_and_of_that_country() => Prop.ForAll(SomeNumber(), phone =>
    {
        var from = PhoneRegion.Of(phone);
        Assert.Equal(from.Region is null, from.Region is null || !from.Region.StartsWith(from.Country + "-", StringComparison.Ordinal));
        if (from.TimeZone is not { } zone)
            return;
        Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone));
        if (from.Country is { } country)
            Assert.Contains(zone, CountryZones.Of(country));
        else
            Assert.StartsWith("+383", phone, StringComparison.Ordinal);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Every_prefix_of_four_digits_gives_a_zone_of_its_country()
    {
        var countries = new HashSet<string>(StringComparer.Ordinal);
        for (var prefix = 1000; prefix <= 9999; prefix++)
        {
            var from = PhoneRegion.Of($"+{prefix.ToString(CultureInfo.InvariantCulture)}550100");
            if (from.Country is null)
                continue;
            countries.Add(from.Country);
            Assert.Contains(from.TimeZone, CountryZones.Of(from.Country));
        }

        Assert.True(countries.Count > 220, $"Only {countries.Count} countries have a calling code.");
    }

    [Fact]
    public void Every_country_of_tzdb_has_one_zone_in_which_most_of_its_people_live() => Assert.All(
        TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(location => location.CountryCode).Distinct(StringComparer.Ordinal),
        country => Assert.Contains(CountryZones.MainOf(country), CountryZones.Of(country)));

    private static string? Told(string cell) => cell == "-" ? null : cell;

    /// <summary>Any digits, often those of a known number with another end.</summary>
    private static Arbitrary<string> SomeNumber() => (
        from known in Gen.Elements(Numbers().Select(row => (string)row[0]!).ToArray())
        from kept in Gen.Choose(1, 7)
        from rest in Gen.Choose(1_000_000, 9_999_999)
        from wild in Gen.Choose(0, 3)
        select (wild == 0 ? "+" : known[..Math.Min(kept + 1, known.Length)]) + rest.ToString(CultureInfo.InvariantCulture)).ToArbitrary();
}
