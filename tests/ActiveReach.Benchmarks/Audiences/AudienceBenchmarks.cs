using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Functions.Demo;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Benchmarks.Audiences;

/// <summary>P5: counts audiences of many kinds, reads them all as planning does.</summary>
internal static class AudienceBenchmarks
{
    private static readonly Workspace Shop = ImportBenchmarks.Shop;

    private static readonly (string Kind, string? Where)[] Questions =
    [
        ("everybody", null),
        ("single field", """{"field":"city","op":"eq","value":"pune"}"""),
        ("nobody (indexed)", """{"field":"city","op":"eq","value":"atlantis"}"""),
        ("age", """{"field":"age","op":"gte","value":65}"""),
        ("radius", """{"field":"location","op":"within","value":{"lat":18.52,"lon":73.85,"km":10}}"""),
        ("and, or of five", """{"all":[{"field":"country","op":"in","value":["IN","US"]},{"any":[{"field":"age","op":"lt","value":25},{"field":"tag","op":"has","value":"vip"}]},{"field":"gender","op":"eq","value":"female"},{"not":{"field":"city","op":"eq","value":"delhi"}}]}"""),
        ("subcommunity", """{"field":"subcommunity","op":"has","value":"runners"}"""),
        ("custom text", """{"field":"custom.plan","op":"eq","value":"gold"}"""),
        ("custom range", """{"field":"custom.points","op":"gte","value":990}"""),
        ("name contains", """{"field":"last_name","op":"contains","value":"ñ"}"""),
        ("consent", """{"field":"consent.sms","op":"eq","value":"opted_out"}"""),
    ];

    /// <param name="args">Number of contacts; 1,000,000 without one.</param>
    public static int Run(string[] args)
    {
        RunAsync(args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(int contacts)
    {
        var directory = Directory.CreateTempSubdirectory("audience-benchmark-").FullName;
        using var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory });
        var file = Path.Combine(directory, "contacts.csv");
        await using (var target = File.Create(file))
            await new ContactGenerator(1).WriteAsync(target, contacts);

        await ImportBenchmarks.ImportAsync(product.Database, directory, file);
        await CountAsync(new SqliteAudienceReader(product.Database));
        await ReadAsync(new SqliteAudienceReader(product.Database));
        product.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task CountAsync(SqliteAudienceReader reader)
    {
        foreach (var (kind, where) in Questions)
        {
            var audience = Asked(where);
            var times = new List<double>();
            var total = 0L;
            for (var round = 0; round < 4; round++)
            {
                var busy = Environment.CpuUsage.TotalTime;
                total = (await reader.PreviewAsync(audience, [Channel.Sms, Channel.Email])).Total;
                times.Add((Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
            }

            Console.WriteLine($"preview {kind,-18} {total,9:N0} people: first {times[0],6:0.0} ms, then {times.Skip(1).Order().ElementAt(1),6:0.0} ms of processor time");
        }
    }

    private static async Task ReadAsync(SqliteAudienceReader reader)
    {
        foreach (var where in new[] { null, """{"field":"tag","op":"has","value":"vip"}""" })
        {
            var audience = Asked(where);
            var ids = new List<ContactId>();
            var watch = Stopwatch.StartNew();
            for (var page = await reader.PageAsync(audience, default, 2000); page.Count > 0; page = await reader.PageAsync(audience, page[^1].Id, 2000))
                ids.AddRange(page.Select(person => person.Id));
            Console.WriteLine($"pages {(where is null ? "of everybody" : "by tag")}: {ids.Count:N0} recipients, {ids.Count / watch.Elapsed.TotalSeconds:N0}/s");
            if (where is not null)
                continue;
            watch.Restart();
            const int Calls = 2000;
            for (var call = 0; call < Calls; call++)
                await reader.ReadAsync(Shop.Id, ids.GetRange(call * 37 % Math.Max(1, ids.Count - 98), Math.Min(98, ids.Count)));
            Console.WriteLine($"batches of 98 by id: {Calls / watch.Elapsed.TotalSeconds:N0}/s");
        }
    }

    private static ResolvedAudience Asked(string? where)
    {
        JsonElement? json = where is null ? null : JsonElement.Parse(where);
        return new ResolvedAudience(Shop, ExpressionParser.Parse(json, Shop), Moment.Of(Shop, TimeProvider.System.GetUtcNow()));
    }
}
