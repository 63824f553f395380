using System.Diagnostics;
using System.Globalization;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Benchmarks.Delivery;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Entries;
using ActiveReach.Workspaces;

namespace ActiveReach.Benchmarks.Entries;

/// <summary>Many entries of a standing campaign that wait, of which a thousand are due each second: how long it takes to plan a second's, with all of them waiting and with the last, and in how much memory.</summary>
internal static class EntryBenchmarks
{
    private const int DueASecond = 1_000;
    private const int AddedAtOnce = 10_000;

    private static readonly CampaignId Campaign = new("cmp_entries");
    private static readonly RunId Run = RunId.Of(Campaign, 1);
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <param name="args">How many wait (1,000,000 without one); or "child", how many and the directory that they are in.</param>
    public static int Measure(string[] args)
    {
        if (args is ["child", var count, var filled])
        {
            TakeAsync(Number(count), filled).GetAwaiter().GetResult();
            return 0;
        }

        var waiting = args is [var given, ..] ? given : "1000000";
        var directory = Directory.CreateTempSubdirectory("entries-benchmark-");
        try
        {
            // Filled by this process, so that the child's memory is that of taking them alone.
            FillAsync(Number(waiting), directory.FullName).GetAwaiter().GetResult();
            using var child = Process.Start(Environment.ProcessPath!, ["bench", "entries", "child", waiting, directory.FullName]);
            child.WaitForExit();
            return child.ExitCode;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(int waiting, string directory)
    {
        using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory });
        var entries = new SqliteEntries(product.Database);
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < waiting; first += AddedAtOnce)
            await entries.AddAsync(OneShop.Shop.Id, Campaign, [.. Enumerable.Range(first, Math.Min(AddedAtOnce, waiting - first)).Select(number => Entry(number, waiting))]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} entries added: {waiting / watch.Elapsed.TotalSeconds:N0}/s"));
    }

    /// <summary>They come in another order than they are due, as delays have it.</summary>
    private static NewEntry Entry(int number, int waiting) =>
        new(new EntryKey(new ContactId(number + 1), "event-1"), Start.AddSeconds((long)number * 7_919 % waiting / DueASecond), """{"item":"tea pot","total":12.5}""");

    private static async Task TakeAsync(int waiting, string directory)
    {
        using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory });
        var (entries, ledger, documents) = (new SqliteEntries(product.Database), new SqliteLedger(product.Database), new SqliteDocuments(product.Database));
        var (workspaces, runs, tray) = (new WorkspaceRegister(documents), new RunRecords(documents, new LedgerFence(ledger), TimeProvider.System), new Tray());
        await workspaces.TryAddAsync(OneShop.Shop);
        await runs.TryAddAsync(Standing());
        var run = await runs.FindAsync(Run) ?? throw new InvalidOperationException("The run isn't there.");
        var plan = new PlanEntries(
            entries, new SqlitePlans(product.Database), ledger, new Crowd(waiting), new ResolveAudience(new SavedSegments(documents), TimeProvider.System), runs, workspaces,
            new OutletDirectories(new OutletRegister(documents)), new OutletOverrides(documents, new CampaignRows(documents)), tray, new DeliveryMeter(), TimeProvider.System);
        await plan.OpenAsync(run);

        var (taken, batches, times, memory) = (0, 0, new List<(double Milliseconds, int Entries)>(), new List<long>());
        using var self = Process.GetCurrentProcess();
        while (await entries.NextDueAsync(Campaign) is { } second)
        {
            var (watch, before) = (Stopwatch.GetTimestamp(), taken);
            while ((await plan.TakeAsync(run, second)).Count is > 0 and var some)
                taken += some;
            times.Add((Stopwatch.GetElapsedTime(watch).TotalMilliseconds, taken - before));
            while (tray.Messages.TryRead(out _))
                batches++;
            self.Refresh();
            memory.Add(self.WorkingSet64);
        }

        Tell(waiting, taken, batches, times, memory);
    }

    private static void Tell(int waiting, int taken, int batches, List<(double Milliseconds, int Entries)> times, List<long> memory)
    {
        if (taken != waiting)
            throw new InvalidOperationException($"{taken} of {waiting} were taken.");
        var (sorted, tenth) = (times.Select(time => time.Milliseconds).Order().ToList(), Math.Max(1, times.Count / 10));
        var (first, last) = (EachOf(times.Take(tenth)), EachOf(times.TakeLast(tenth)));
        var (half, whole) = (memory[..((memory.Count + 1) / 2)].Max(), memory[(memory.Count / 2)..].Max());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{taken:N0} taken in {batches:N0} batches, {(double)taken / times.Count:N0} due a second: planned in median {sorted[sorted.Count / 2]:0} ms, p95 {sorted[sorted.Count * 95 / 100]:0} ms, most {sorted[^1]:0} ms (goal 1,000 ms)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"an entry of the first tenth, with all waiting, {first:0.0} µs; of the last tenth {last:0.0} µs: {first / last:0.00}; working set at most {half >> 20} MiB in the first half, {whole >> 20} MiB in the second; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
    }

    private static double EachOf(IEnumerable<(double Milliseconds, int Entries)> times)
    {
        var all = times.ToList();
        return 1_000 * all.Sum(time => time.Milliseconds) / all.Sum(time => time.Entries);
    }

    private static Run Standing() => new()
    {
        Id = Run,
        Campaign = Campaign,
        Workspace = OneShop.Shop.Id,
        Orchestration = "bench",
        Status = RunStatus.Sending,
        StartedAt = Start,
        Day = DateOnly.FromDateTime(Start.UtcDateTime),
        Definition = new CampaignDefinition { Type = CampaignType.Triggered, Channels = [new ChannelChoice { Channel = Channel.Sms }], Variants = [new Variant { Id = "A" }] },
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
