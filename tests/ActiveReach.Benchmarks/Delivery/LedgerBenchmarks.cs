using System.Diagnostics;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Benchmarks.Delivery;

/// <summary>P2 and the ledger's part of P1b: planning, the committed transitions of the send path against bare SQLite, receipts and
/// figures. The carrier, the people and the queue cost nothing here. Three interleaved repeats, the median.</summary>
internal static class LedgerBenchmarks
{
    private const int Repeats = 3;
    private const int Workers = 16;
    private static readonly RunId Run = RunId.Of(new CampaignId("cmp_bench"), 1);

    public static int Measure(string[] args) => RunAsync(args is [var count, ..] ? int.Parse(count) : 100_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int contacts)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-bench-");
        try
        {
            var results = new List<Measured>();
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var floor = await SqliteFloor.RunAsync(directory.FullName, contacts);
                var withIds = await MeasureAsync(Path.Combine(directory.FullName, $"ids{repeat}"), contacts, floor, ownIds: true);
                var measured = await MeasureAsync(Path.Combine(directory.FullName, $"{repeat}"), contacts, floor, ownIds: false);
                results.Add(measured with { SendingWithIds = withIds.Sending });
                Console.WriteLine(results[^1]);
            }

            Console.WriteLine();
            Console.WriteLine($"{contacts:N0} recipients, synchronous FULL, median of {Repeats}; load {LoadAverage()}");
            Console.WriteLine($"floor: two transitions, 100 a transaction   {Median(results, each => each.Floor),10:N0} recipients/s");
            Console.WriteLine($"send path: claim, calling, settled           {Median(results, each => each.Sending),10:N0} recipients/s");
            Console.WriteLine($"the same, keeping ids of the carrier's own   {Median(results, each => each.SendingWithIds),10:N0} recipients/s");
            Console.WriteLine($"P2 ratio (goal 0.5)                          {Median(results, each => each.Sending / each.Floor),10:0.00}");
            Console.WriteLine($"planning                                     {Median(results, each => each.Planning),10:N0} contacts/s");
            Console.WriteLine($"receipts, 100 a transaction                  {Median(results, each => each.Receipts),10:N0} events/s");
            Console.WriteLine($"figures of the run                           {Median(results, each => each.Figures),10:N0} ms");
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(string directory, int contacts, double floor, bool ownIds)
    {
        using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory });
        var documents = new SqliteDocuments(product.Database);
        var workspaces = new WorkspaceRegister(documents);
        await workspaces.TryAddAsync(OneShop.Shop);
        var runs = new RunRecords(documents, new LedgerFence(new SqliteLedger(product.Database)), TimeProvider.System);
        var ledger = new SqliteLedger(product.Database);
        var claims = new SendLedger(ledger, new ClaimTerms());
        var stages = new StageLedger(ledger, new SqliteActiveStages(product.Database), claims);
        var people = new Crowd(contacts);
        var tray = new Tray();
        await runs.TryAddAsync(new Run
        {
            Id = Run,
            Campaign = new CampaignId("cmp_bench"),
            Workspace = OneShop.Shop.Id,
            Orchestration = "bench",
            Status = RunStatus.Sending,
            Definition = new CampaignDefinition
            {
                Audience = new Audience(),
                Channels = [new ChannelChoice { Channel = Channel.Sms }],
                Variants = [new Variant { Id = "A" }],
            },
        });

        var watch = Stopwatch.StartNew();
        var plan = new PlanAudience(
            new SqlitePlans(product.Database), ledger, people, new ResolveAudience(new SavedSegments(documents), TimeProvider.System), runs, workspaces, new OutletDirectories(new OutletRegister(documents)), new OutletOverrides(documents, new CampaignRows(documents)), new DeliveryMeter(), TimeProvider.System);
        while (!(await plan.ContinueAsync(Run)).IsDone)
        {
        }

        var planning = contacts / watch.Elapsed.TotalSeconds;

        var deliver = new DeliverBatch(
            claims, stages, ledger, runs, workspaces, people, new Greeting(), new SqliteTouches(product.Database),
            new KeptPlaces(new CampaignRecords(documents, TimeProvider.System), new ResolveAudience(new SavedSegments(documents), TimeProvider.System), people), new PersonalLinks(documents), new OutletDirectories(new OutletRegister(documents)), new SuppressedAddresses(new SqliteSuppressionStore(product.Database)), new OutletVerdicts(documents), new HouseProviders([new Void(ownIds)]), tray,
            new Throttle(new SqlitePermits(product.Database, TimeProvider.System), new ProviderPulse(TimeProvider.System), TimeProvider.System), new DeliveryMeter(), new DeliveryOptions(), TimeProvider.System);
        watch.Restart();
        await new StartStage(stages, runs, tray, new Lanes { Window = Workers }, TimeProvider.System).StartAsync(Run, Stage.Rest);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(tray, deliver)));
        var sending = contacts / watch.Elapsed.TotalSeconds;

        var rows = new SqliteLedgerRows(product.Database);
        var conversions = new SqliteConversions(product.Database);
        var figures = new RunFigures(ledger, conversions);
        var sent = (await rows.ListAsync([Run], RecipientAction.Sent, contacts, null)).Items;
        var receipts = await ReceiveAsync(new LedgerReports(ledger, new SqliteTouches(product.Database), conversions, runs), sent);
        watch.Restart();
        var counted = (await figures.CountAsync([Run], FigureGrouping.None))[0];
        if (counted.Delivered != contacts)
            throw new InvalidOperationException($"{counted.Delivered} of {contacts} were delivered: the measurement counts for nothing.");
        return new Measured(floor, planning, sending, 0, receipts, watch.Elapsed.TotalMilliseconds);
    }

    private static async Task WorkAsync(Tray tray, DeliverBatch deliver)
    {
        await foreach (var body in tray.Messages.ReadAllAsync())
        {
            if ((await deliver.DeliverAsync(JsonSerializer.Deserialize<BatchMessage>(body, Wire.Json)!)).Ring is not null)
                tray.Close();
        }
    }

    /// <summary>Reports of a whole batch at once, as carriers send those of a burst.</summary>
    private static async Task<double> ReceiveAsync(LedgerReports reports, IReadOnlyList<LedgerRow> sent)
    {
        var now = DateTimeOffset.UtcNow;
        var batches = sent.GroupBy(row => (row.Address.Shard, row.Address.Batch)).ToList();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (batch, _) =>
            await reports.RecordAsync([.. batch.Select(row => new LedgerEvent(row.Address, LedgerEventKind.Delivered, now))]));
        return sent.Count / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<Measured> results, Func<Measured, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private sealed record Measured(double Floor, double Planning, double Sending, double SendingWithIds, double Receipts, double Figures);
}
