using System.Diagnostics;
using System.Globalization;
using ActiveReach.Benchmarks.Road;
using ActiveReach.Benchmarks.Sending;
using Functions.Embedded.Clock;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Benchmarks.Sharing;

/// <summary>P12: a vendor that takes thirty mails in any minute and answers all others with 429 and when to come again, once where the setting tells the app of the limit and once where
/// it has to find out. Business time is simulated: it jumps to the next event whenever nothing is under way. HTTP, ledger, queue and orchestrations are real.</summary>
internal static class LimitBenchmarks
{
    private const int PerMinute = 30;

    public static int Measure(string[] args) => RunAsync(args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int contacts)
    {
        foreach (var told in new[] { true, false })
        {
            var directory = Directory.CreateTempSubdirectory("activereach-bench-").FullName;
            try
            {
                await using var vendor = await LimitedVendor.StartAsync(PerMinute);
                var way = Way.OfMails(vendor.Address, hasReceipts: false);
                (string, string) limit = ("ActiveReach:Ses:PerMinute", told ? $"{PerMinute}" : "unlimited");
                await using var app = await RunningApp.StartAsync(
                    directory, services => services.AddSimulatedClock(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)), [limit, .. way.Settings.Where(setting => setting.Key != limit.Item1)]);
                vendor.Clock = app.Services.GetRequiredService<SimulatedTimeProvider>();
                await app.ImportAsync(directory, contacts);
                var watch = Stopwatch.StartNew();
                var id = await app.DraftAsync(way.Campaign(points: 1000));
                await app.LaunchAsync(id);
                await app.UntilHandedAsync(id);
                var (taken, refused, early) = (vendor.Taken, vendor.Refused, vendor.Early);
                var minutes = (taken[^1] - taken[0]).TotalMinutes;

                // Whoever may burst has the first minute's mails at once, and whoever goes evenly hasn't: what counts is the time after it.
                var later = taken.Count(at => at >= taken[0].AddMinutes(1));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"P12 limit {(told ? "told    " : "not told")}  {taken.Count:N0} mails in {minutes:0.0} minutes of business time ({watch.Elapsed.TotalSeconds:0} s): {later / (PerMinute * (minutes - 1)):P1} of what was allowed after the first minute (goal 95 %); {refused} refused, {early} of them early (goal 0)"));
                if (taken.Count != contacts)
                    return 1;
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        return 0;
    }
}
