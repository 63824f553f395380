using System.Diagnostics;
using System.Globalization;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Reports;
using ActiveReach.Consent;
using ActiveReach.Functions.Demo;
using ActiveReach.Queues;
using ActiveReach.Sqlite;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Benchmarks.Audiences;

/// <summary>P4: an import of generated contacts against the least that it could be (<see cref="ImportFloor"/>), in turns.</summary>
internal static class ImportBenchmarks
{
    private const int Rounds = 3;
    private const int Million = 1_000_000;

    public static Workspace Shop { get; } = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }
        .With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn })
        .With(new FieldSettings { CustomFields = new Dictionary<string, FieldType> { ["plan"] = FieldType.Text, ["points"] = FieldType.Number } });

    /// <param name="args">Number of rows (1,000,000 without one); after "memory" the import runs once and alone.</param>
    public static int Measure(string[] args)
    {
        var alone = args is ["memory", ..];
        var rows = args.Skip(alone ? 1 : 0).FirstOrDefault() is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : Million;
        var directory = Directory.CreateTempSubdirectory("import-benchmark-").FullName;
        try
        {
            MeasureAsync(directory, rows, alone).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return 0;
    }

    /// <summary>Imports the file and tells what it took.</summary>
    /// <returns>Rows a second, from the first to the last.</returns>
    public static async Task<double> ImportAsync(Database database, string directory, string file)
    {
        var documents = new SqliteDocuments(database);
        var (imports, spool, workspaces) = (new ImportJobs(documents), new FileImportSpool(Path.Combine(directory, "imports")), new WorkspaceRegister(documents));
        await workspaces.TryAddAsync(Shop);
        var watch = Stopwatch.StartNew();
        ImportJob job;
        await using (var body = File.OpenRead(file))
            job = await new AcceptImport(imports, spool, new NoQueue(), TimeProvider.System).AcceptAsync(Shop, body, ImportFile.Csv, ImportMode.Upsert, "bench");
        var accepted = watch.Elapsed;
        var busy = Environment.CpuUsage.TotalTime;
        watch.Restart();
        await new ImportContacts(imports, new SqliteImportRows(database), new ImportReports(documents), spool, workspaces, TimeProvider.System).RunAsync(Shop.Id, job.Id);
        watch.Stop();
        var done = (await imports.FindAsync(Shop.Id, job.Id))!;
        var rate = done.Rows / watch.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"import: {done.Imported:N0} rows ({done.Rejected} rejected) in {watch.Elapsed.TotalSeconds:0.0} s = {rate:N0} rows/s, {(Environment.CpuUsage.TotalTime - busy).TotalSeconds:0.0} s of processor time;"
            + $" the file taken in: {accepted.TotalSeconds:0.0} s");
        return rate;
    }

    private static async Task MeasureAsync(string directory, int rows, bool alone)
    {
        var file = Path.Combine(directory, "contacts.csv");
        await using (var target = File.Create(file))
            await new ContactGenerator(1).WriteAsync(target, rows);
        Console.WriteLine($"{rows:N0} rows, {new FileInfo(file).Length / 1048576.0:0} MiB; load {Load()}");
        var (floors, imports) = (new List<double>(), new List<double>());
        for (var round = 0; round < (alone ? 1 : Rounds); round++)
        {
            if (!alone)
            {
                floors.Add(await ImportFloor.RunAsync(directory, file));
                Console.WriteLine($"floor: {floors[^1]:N0} rows/s; load {Load()}");
            }

            imports.Add(await ImportOnceAsync(Path.Combine(directory, $"product-{round}"), file));
        }

        if (alone)
            Console.WriteLine($"peak memory of the import {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB; load {Load()}");
        else
            Console.WriteLine($"medians: floor {Median(floors):N0}, import {Median(imports):N0} rows/s, ratio {Median(imports) / Median(floors):0.00}; load {Load()}");
    }

    private static async Task<double> ImportOnceAsync(string directory, string file)
    {
        double rate;
        using (var product = new ProductDatabase(new ProductDatabaseOptions { Directory = directory }))
            rate = await ImportAsync(product.Database, directory, file);
        Directory.Delete(directory, recursive: true);
        return rate;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private sealed class NoQueue : IMessageQueue
    {
        public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
