using System.Diagnostics;
using System.Globalization;
using ActiveReach.Benchmarks.Delivery;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Documents;

namespace ActiveReach.Benchmarks.Campaigns;

/// <summary>How long a page of the list of campaigns takes, sorted by figures, and what a write of figures costs.</summary>
internal static class CampaignListBenchmarks
{
    private const int Rounds = 50;
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Text = string.Concat(Enumerable.Repeat("Hi {{first_name}}, it's here. ", 20));

    /// <param name="args">How many campaigns (10,000 without one).</param>
    public static int Measure(string[] args) => RunAsync(args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 10_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int count)
    {
        var directory = Directory.CreateTempSubdirectory("campaigns-benchmark-");
        try
        {
            using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory.FullName });
            var documents = new SqliteDocuments(product.Database);
            var (campaigns, rows) = (new CampaignRecords(documents, TimeProvider.System), new CampaignRows(documents));
            var began = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(Enumerable.Range(0, count), async (number, stop) => await campaigns.AddAsync(Campaign(number), cancellation: stop));
            Console.WriteLine($"{count:N0} campaigns added: {count / Stopwatch.GetElapsedTime(began).TotalSeconds:N0}/s");
            began = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(Enumerable.Range(0, count), async (number, stop) => await TellAsync(rows, number, stop));
            Console.WriteLine($"figures of each told: {count / Stopwatch.GetElapsedTime(began).TotalSeconds:N0}/s");

            foreach (var sort in new[] { "-createdAt", "-ctr", "ctr", "-responseRate", "-recipients", "-revenue" })
                await TimeAsync($"sorted by {sort}", campaigns, new CampaignQuery { Sort = sort });
            await TimeAsync("sorted by -ctr, 200 a page", campaigns, new CampaignQuery { Sort = "-ctr", Limit = 200 });
            await TimeAsync("sorted by -ctr, those that are complete", campaigns, new CampaignQuery { Sort = "-ctr", Statuses = [CampaignStatus.Complete] });
            await TimeAsync("sorted by -ctr, of a tag, by a word", campaigns, new CampaignQuery { Sort = "-ctr", Tag = "vip", Text = "sale" });
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task TimeAsync(string name, CampaignRecords campaigns, CampaignQuery query)
    {
        var times = new List<double>();
        var total = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            total = (await campaigns.ListAsync(OneShop.Shop.Id, query)).Total;
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{name}: median {times[Rounds / 2]:0.0} ms, p95 {times[Rounds * 95 / 100]:0.0} ms (of {total:N0}; goal 100 ms)");
    }

    private static async Task TellAsync(CampaignRows rows, int number, CancellationToken stop)
    {
        var row = await rows.FindAsync(OneShop.Shop.Id, IdOf(number), stop);
        var delivered = 100 + number % 977;
        var figures = new CampaignFigures
        {
            Recipients = delivered + 20,
            Sent = delivered + 10,
            Delivered = delivered,
            ResponseRate = Math.Round(number % 53 / (double)delivered, 6),
            Ctr = Math.Round(number % 89 / (double)delivered, 6),
            Revenue = number % 1013,
            AsOf = Start,
        };
        await rows.TryTellAsync(row!, figures, finalRuns: 1, stop);
    }

    private static CampaignId IdOf(int number) => new($"cmp_{number:00000}");

    private static Campaign Campaign(int number) => new()
    {
        Id = IdOf(number),
        Workspace = OneShop.Shop.Id,
        Status = number % 3 == 0 ? CampaignStatus.Active : CampaignStatus.Complete,
        DraftedBy = "asha@example.com",
        CreatedAt = Start.AddMinutes(number),
        UpdatedAt = Start.AddMinutes(number),
        RunsStarted = 1,
        Definition = new CampaignDefinition
        {
            Name = number % 5 == 0 ? $"Winter sale {number}" : $"Launch {number}",
            Tags = number % 4 == 0 ? ["vip", "launch"] : ["launch"],
            Channels = [new ChannelChoice { Channel = Channel.Sms }],
            Variants = [.. new[] { "A", "B" }.Select(id => new Variant { Id = id, Content = new Dictionary<Channel, Content> { [Channel.Sms] = new() { Text = Text } } })],
        },
    };
}
