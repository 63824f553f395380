using System.Diagnostics;
using System.Globalization;
using ActiveReach.Phones;
using ActiveReach.TimeZones;

namespace ActiveReach.Benchmarks.Phones;

/// <summary>How fast phone numbers are read, as files have them, and how fast their zones are told.</summary>
internal static class PhoneBenchmarks
{
    private const int Rounds = 3;

    /// <param name="args">Numbers of each kind (300,000 without one).</param>
    public static int Measure(string[] args)
    {
        var count = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 300_000;
        Time("clean E.164, India", count, number => Read($"+9198{number:00000000}"));
        Time("clean E.164, United States", count, number => Read($"+1415{2000000 + number:0000000}"));
        Time("clean E.164, United Kingdom", count, number => Read($"+447{400000000 + number:000000000}"));
        Time("formatted, Germany", count, number => Read($"+49 (0) 151 / {20000000 + number:0000 0000}"));
        Time("national, Germany", count, number => Read($"0151 {20000000 + number:0000 0000}", "DE"));
        Time("zone, India", count, number => PhoneRegion.Of($"+9198{number:00000000}").TimeZone);
        Time("zone, United States", count, number => PhoneRegion.Of($"+1415{2000000 + number:0000000}").TimeZone);
        Time("zone, Brazil", count, number => PhoneRegion.Of($"+55119{80000000 + number:00000000}").TimeZone);
        return 0;
    }

    private static string? Read(string text, string? country = null) => PhoneReader.Read(text, country).Number;

    private static void Time(string name, int count, Func<int, string?> read)
    {
        var best = double.MaxValue;
        var understood = 0;
        for (var round = 0; round < Rounds; round++)
        {
            understood = 0;
            var began = Stopwatch.GetTimestamp();
            for (var number = 0; number < count; number++)
                understood += read(number) is null ? 0 : 1;
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalNanoseconds / count);
        }

        Console.WriteLine($"{name}: {best:N0} ns each ({understood:N0} of {count:N0} understood)");
    }
}
