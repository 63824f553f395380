using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Audiences;

namespace ActiveReach.Benchmarks.Audiences;

/// <summary>P5: previews of ten kinds against the same SQL written by hand, one after the other in one process; and everybody read in
/// pages, as planning does. Each kind is asked in rounds that take turns, the first of which doesn't count.</summary>
internal static class AudienceBenchmarks
{
    private const int Rounds = 5;
    private const int FewTimes = 200;

    private static readonly Channel[] Channels = [Channel.Sms, Channel.Email];

    /// <param name="args">Contacts and events; 1,000,000 and 5,000,000 without.</param>
    public static int Run(string[] args)
    {
        RunAsync(Number(args, 0, 1_000_000), Number(args, 1, 5_000_000)).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(int contacts, int events)
    {
        var directory = Directory.CreateTempSubdirectory("audience-benchmark-");
        try
        {
            using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory.FullName });
            await new Population(contacts, events).LoadAsync(product.Database);
            var reader = new SqliteAudienceReader(product.Database);
            await CompareAsync(product, reader);
            await FewAsync(reader);
            await PagesAsync(reader);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(ProductDatabase product, SqliteAudienceReader reader)
    {
        var (ours, theirs) = (Question.All.ToDictionary(one => one, _ => new List<double>()), Question.All.ToDictionary(one => one, _ => new List<double>()));
        var totals = new Dictionary<Question, long>();
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var question in Question.All)
            {
                var watch = Stopwatch.StartNew();
                var total = (await reader.PreviewAsync(Asked(question), Channels)).Total;
                var preview = watch.Elapsed.TotalMilliseconds;
                watch.Restart();
                var byHand = CountByHand(product, question);
                if (round > 0)
                {
                    ours[question].Add(preview);
                    theirs[question].Add(watch.Elapsed.TotalMilliseconds);
                }

                totals[question] = total == byHand ? total : throw new InvalidOperationException($"'{question.Kind}' is {total} people, by hand {byHand}: the measurement counts for nothing.");
            }
        }

        foreach (var question in Question.All)
        {
            var (mine, hand) = (Median(ours[question]), Median(theirs[question]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"preview {question.Kind,-24} {totals[question],9:N0} people {mine,7:0.0} ms, by hand {hand,7:0.0} ms: {mine / hand:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of the ten {Median([.. Question.All.Select(one => Median(ours[one]))]):0.0} ms"));
    }

    /// <summary>What a preview gives: how many of each reach, and ten people.</summary>
    private static long CountByHand(ProductDatabase product, Question question) => product.Database.Read(session =>
    {
        var total = session.Once($"SELECT reach, count(*) FROM contacts WHERE {question.ByHand} GROUP BY reach", rows =>
        {
            var sum = 0L;
            while (rows.Step())
                sum += rows.GetInt64(1);
            return sum;
        });
        return session.Once($"SELECT id, external_id, first_name, last_name, city, country FROM contacts WHERE {question.ByHand} LIMIT 10", rows =>
        {
            while (rows.Step())
                _ = rows.GetInt64(0);
            return total;
        });
    });

    private static async Task FewAsync(SqliteAudienceReader reader)
    {
        var times = new List<double>();
        for (var call = 0; call < FewTimes; call++)
        {
            var watch = Stopwatch.StartNew();
            await reader.PreviewAsync(Asked(Question.Few), Channels);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"preview {Question.Few.Kind}: median {times[FewTimes / 2]:0.00} ms, p95 {times[FewTimes * 95 / 100]:0.00} ms"));
    }

    private static async Task PagesAsync(SqliteAudienceReader reader)
    {
        foreach (var question in Question.All)
        {
            var audience = Asked(question);
            var (read, watch) = (0L, Stopwatch.StartNew());
            for (var page = await reader.PageAsync(audience, default, 4000); page.Count > 0; page = await reader.PageAsync(audience, page[^1].Id, 4000))
                read += page.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pages of {question.Kind,-24} {read,9:N0} recipients, {read / watch.Elapsed.TotalSeconds:N0}/s"));
        }
    }

    private static ResolvedAudience Asked(Question question)
    {
        JsonElement? json = question.Where is null ? null : JsonElement.Parse(question.Where);
        return new ResolvedAudience(Population.Shop, ExpressionParser.Parse(json, Population.Shop), Moment.Of(Population.Shop, Population.Now));
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static int Number(string[] args, int index, int without) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : without;
}
