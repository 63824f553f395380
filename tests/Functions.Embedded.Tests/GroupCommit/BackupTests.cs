using SqliteGroupCommit;

namespace Functions.Embedded.Tests.GroupCommit;

public sealed class BackupTests : IDisposable
{
    private const string Table = "CREATE TABLE numbers (number INTEGER PRIMARY KEY, filling TEXT)";
    private const int Files = 8;
    private const int Backups = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_backup_of_several_files_under_load_holds_all_as_they_were_at_one_instant_and_what_was_acknowledged_before()
    {
        var files = Enumerable.Range(0, Files).Select(file => Open($"{file}")).ToList();
        using var stop = new CancellationTokenSource();
        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                foreach (var file in files)
                    await Insert(file, number);
                Volatile.Write(ref acknowledged, number);
            }
        });

        for (var backup = 0; backup < Backups; backup++)
        {
            var seen = Volatile.Read(ref acknowledged);
            var before = await Eventually.SeenAsync("something is written", () => Volatile.Read(ref acknowledged), written => written > seen);
            Backup.Take([.. Enumerable.Range(0, Files).Select(file => (folder.File($"{file}"), folder.File($"{file}-{backup}")))]);

            var counts = Enumerable.Range(0, Files).Select(file => CountOf($"{file}-{backup}")).ToList();
            Assert.Equal(counts.OrderDescending(), counts);
            Assert.InRange(counts[^1], before, counts[0]);
            Assert.InRange(counts[0], counts[^1], counts[^1] + 1);
        }

        await stop.CancelAsync();
        await writing.WaitAsync(Eventually.Bound);
        files.ForEach(file => file.Dispose());
        Assert.Equal(acknowledged, CountOf("0"));
    }

    [Fact]
    public async Task What_can_be_no_backup_is_told()
    {
        using (var first = Open("first"))
            await Insert(first, 1);
        await File.WriteAllTextAsync(folder.File("words"), "These are words, and so many of them that they could be a page of a database.");

        Assert.Contains("missing", Told("missing"), StringComparison.Ordinal);
        Assert.Contains("words", Told("words"), StringComparison.Ordinal);
        Assert.Contains("nowhere", Told("first", "nowhere/first"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_is_found()
    {
        using (var first = Open("first"))
            await first.WriteAsync(session => Enumerable.Range(1, 2000).ToList().ForEach(number => Insert(session, number)));
        Backup.Check(folder.File("first"));

        await using (var file = File.OpenWrite(folder.File("first")))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[8192]);
        }

        Assert.Contains("is broken", Assert.Throws<InvalidOperationException>(() => Backup.Check(folder.File("first"))).Message, StringComparison.Ordinal);
    }

    private string Told(string source, string target = "copy") =>
        Assert.Throws<InvalidOperationException>(() => Backup.Take([(folder.File(source), folder.File(target))])).Message;

    /// <summary>Without a flush at each commit they come as thick as they can.</summary>
    private Database Open(string name) => Database.Open(new DatabaseOptions { Path = folder.File(name), Schema = [Table], Synchronous = Synchronous.Normal });

    private static Task Insert(Database database, int number) => database.WriteAsync(session => Insert(session, number));

    private static void Insert(WriteSession session, int number) =>
        session.Prepare("INSERT INTO numbers VALUES (?1, ?2)").Bind(1, number).Bind(2, new string('x', 100)).Execute();

    private long CountOf(string name)
    {
        using var database = Open(name);
        return database.Read(session => session.Once("SELECT count(*) FROM numbers", rows => rows.Step() ? rows.GetInt64(0) : 0));
    }
}
