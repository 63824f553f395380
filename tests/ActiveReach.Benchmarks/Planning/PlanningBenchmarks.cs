using ActiveReach.Delivery.Ledger;
using ActiveReach.Campaigns.Records;
using System.Diagnostics;
using System.Globalization;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Benchmarks.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Places;
using ActiveReach.Channels;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Benchmarks.Planning;

/// <summary>Memory and speed of planning, for audiences of two sizes, each in a process of its own.</summary>
internal static class PlanningBenchmarks
{
    private static readonly RunId Run = new("cmp_plan.1");

    /// <param name="args">Nothing: 100,000 and 1,000,000 contacts; or "child" and how many.</param>
    public static int Measure(string[] args)
    {
        if (args is ["child", var count, var filled])
        {
            PlanAsync(Number(count), filled).GetAwaiter().GetResult();
            return 0;
        }

        foreach (var contacts in args is [] ? ["100000", "1000000"] : args)
        {
            var directory = Directory.CreateTempSubdirectory("planning-benchmark-");
            try
            {
                // Filled by this process, so that the child's memory is the planner's alone.
                FillAsync(Number(contacts), directory.FullName).GetAwaiter().GetResult();
                using var child = Process.Start(Environment.ProcessPath!, ["bench", "planning", "child", contacts, directory.FullName]);
                child.WaitForExit();
                if (child.ExitCode != 0)
                    return child.ExitCode;
            }
            finally
            {
                directory.Delete(recursive: true);
            }
        }

        return 0;
    }

    private static async Task FillAsync(int contacts, string directory)
    {
        using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory });
        await new Population(contacts, 0).LoadAsync(product.Database);
    }

    private static async Task PlanAsync(int contacts, string directory)
    {
        using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory });
        var documents = new SqliteDocuments(product.Database);
        var workspaces = new WorkspaceRegister(documents);
        await workspaces.TryAddAsync(Population.Shop);
        var runs = new RunRecords(documents, new LedgerFence(new SqliteLedger(product.Database)), TimeProvider.System);
        await runs.TryAddAsync(new Run
        {
            Id = Run,
            Campaign = new CampaignId("cmp_plan"),
            Workspace = Population.Shop.Id,
            Orchestration = "bench",
            Status = RunStatus.Sending,
            StartedAt = Population.Now,
            Definition = new CampaignDefinition
            {
                Audience = new Audience(),
                Channels = [new ChannelChoice { Channel = Channel.Sms }, new ChannelChoice { Channel = Channel.Email }],
                Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
            },
        });
        var plan = new PlanAudience(
            new SqlitePlans(product.Database), new SqliteLedger(product.Database),
            new SqliteAudienceReader(product.Database),
            new ResolveAudience(new SavedSegments(documents), TimeProvider.System),
            runs,
            workspaces,
            new OutletDirectories(new OutletRegister(documents)),
            new OutletOverrides(documents, new CampaignRows(documents)),
            new DeliveryMeter(),
            TimeProvider.System);
        using var self = Process.GetCurrentProcess();
        var (halves, watch) = (new List<long>(), Stopwatch.StartNew());
        using var looking = new CancellationTokenSource();
        var looks = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!looking.IsCancellationRequested && await timer.WaitForNextTickAsync())
            {
                self.Refresh();
                halves.Add(self.WorkingSet64);
            }
        });
        PlanProgress progress;
        do
            progress = await plan.ContinueAsync(Run);
        while (!progress.IsDone);
        watch.Stop();
        await looking.CancelAsync();
        await looks;

        var (first, second) = (halves[..((halves.Count + 1) / 2)].Max(), halves[(halves.Count / 2)..].Max());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"planned {progress.Planned + progress.Skipped:N0} of {contacts:N0} in {watch.Elapsed.TotalSeconds:0.0} s = {contacts / watch.Elapsed.TotalSeconds:N0}/s; working set at most {first >> 20} MiB in the first half, {second >> 20} MiB in the second, peak {self.PeakWorkingSet64 >> 20} MiB; managed heap {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB"));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
