using Microsoft.Data.Sqlite;
using SqliteGroupCommit;

namespace Functions.Embedded.Tests.GroupCommit;

public sealed class DatabaseTests : IDisposable
{
    private const string Table = "CREATE TABLE pairs (name TEXT PRIMARY KEY, amount INTEGER)";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_power_cut()
    {
        var database = Open();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => Insert(database, $"k{n}", n)));
        database.CutPower();

        using var again = Open();
        Assert.Equal(500, Count(again));
        Assert.Empty(await again.CheckIntegrityAsync());
    }

    [Fact]
    public async Task A_failing_work_is_undone_alone_and_fails_alone()
    {
        using var database = Open();
        await Insert(database, "a", 1);

        var good = Insert(database, "b", 2);
        var bad = database.WriteAsync(session =>
        {
            session.Prepare("INSERT INTO pairs VALUES ('c', 3)").Execute();
            session.Prepare("INSERT INTO pairs VALUES ('a', 4)").Execute();
        });
        var alsoGood = Insert(database, "d", 5);

        var error = await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal(19, error.SqliteErrorCode);
        await good;
        await alsoGood;
        Assert.Equal(["a", "b", "d"], Names(database));
    }

    [Fact]
    public async Task Work_for_a_transaction_of_its_own_gets_one_in_its_turn()
    {
        var commits = new Counted();
        using var database = Open(commits);
        using var gate = new ManualResetEventSlim();
        var busy = await HoldAsync(database, gate);
        var before = Task.WhenAll(Insert(database, "a", 1), Insert(database, "b", 2));
        var alone = database.WriteAloneAsync(session =>
        {
            session.Prepare("INSERT INTO pairs VALUES ('c', 3)").Execute();
            return (Committed: commits.Count, Seen: Count(session));
        });
        var after = Insert(database, "d", 4);
        gate.Set();
        await Task.WhenAll(busy, before, alone, after);

        Assert.Equal((2, 3), await alone);
        Assert.Equal(4, commits.Count);
        Assert.Equal(["a", "b", "c", "d"], Names(database));
    }

    [Fact]
    public async Task A_failing_transaction_of_its_own_takes_nobody_with_it()
    {
        using var database = Open();
        using var gate = new ManualResetEventSlim();
        var busy = await HoldAsync(database, gate);
        var good = Insert(database, "a", 1);
        var bad = database.WriteAloneAsync(session =>
        {
            session.Prepare("INSERT INTO pairs VALUES ('b', 2)").Execute();
            return session.Prepare("INSERT INTO pairs VALUES ('a', 3)").Execute();
        });
        var alsoGood = Insert(database, "c", 4);
        gate.Set();

        await Assert.ThrowsAsync<SqliteException>(() => bad);
        await Task.WhenAll(busy, good, alsoGood);
        Assert.Equal(["a", "c"], Names(database));
    }

    [Fact]
    public async Task A_fault_before_the_commit_loses_it_and_everything_later()
    {
        var database = Open(new Fault(before: 3));
        await Insert(database, "a", 1);
        await Insert(database, "b", 2);

        await Assert.ThrowsAsync<StoppedException>(() => Insert(database, "c", 3));
        Assert.Throws<StoppedException>(() => { _ = Insert(database, "d", 4); });
        database.Dispose();

        using var again = Open();
        Assert.Equal(["a", "b"], Names(again));
    }

    [Fact]
    public async Task A_fault_after_the_commit_keeps_it_though_nobody_heard()
    {
        var database = Open(new Fault(after: 1));
        await Assert.ThrowsAsync<StoppedException>(() => Insert(database, "a", 1));
        database.Dispose();

        using var again = Open();
        Assert.Equal(["a"], Names(again));
    }

    [Fact]
    public async Task Work_without_a_savepoint_that_fails_stops_the_database()
    {
        Exception? fatal = null;
        using var database = Database.Open(new DatabaseOptions { Path = folder.File("db"), Schema = [Table], OnFatal = error => fatal = error });
        var work = new Broken();
        database.Post(work);

        Assert.IsType<StoppedException>(await work.Outcome.Task.WaitAsync(Eventually.Bound));
        Assert.IsType<SqliteException>(fatal);
        Assert.Throws<StoppedException>(() => { _ = Insert(database, "a", 1); });
    }

    [Fact]
    public async Task Writers_hear_of_their_commits_in_the_order_of_the_commits()
    {
        using var database = Open();
        var heard = new List<int>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 2000; i++)
        {
            database.Post(new Noted(i, heard, i == 1999 ? last : null));
            if (i % 7 == 0)
                Thread.Yield();
        }

        await last.Task.WaitAsync(Eventually.Bound);
        Assert.Equal(Enumerable.Range(0, 2000), heard);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_write_and_the_next_that_fits_succeeds()
    {
        using var database = Open();
        await database.WriteAsync(session => { session.Prepare("PRAGMA max_page_count = 40").Step(); });

        var error = await Assert.ThrowsAsync<SqliteException>(() => Insert(database, new string('x', 1_000_000), 1));
        Assert.Equal(13, error.SqliteErrorCode);
        await Insert(database, "small", 2);
        Assert.Equal(["small"], Names(database));
    }

    [Fact]
    public async Task A_read_keeps_its_snapshot_while_writes_go_on()
    {
        using var database = Open();
        await Insert(database, "a", 1);

        var (before, after) = database.Read(session =>
        {
            var first = Count(session);
            Insert(database, "b", 2).GetAwaiter().GetResult();
            return (first, Count(session));
        });

        Assert.Equal((1, 1), (before, after));
        Assert.Equal(2, Count(database));
    }

    [Fact]
    public void Each_migration_runs_once_and_an_older_program_is_refused()
    {
        Open().Dispose();
        using (var newer = Database.Open(new DatabaseOptions { Path = folder.File("db"), Schema = [Table, "ALTER TABLE pairs ADD note TEXT"] }))
        {
            newer.Migrate("queues", ["CREATE TABLE messages (id INTEGER)"]);
            newer.Migrate("queues", ["CREATE TABLE messages (id INTEGER)", "ALTER TABLE messages ADD body TEXT"]);
        }

        var error = Assert.Throws<InvalidOperationException>(() => Open());
        Assert.Contains("schema version 2", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Keeps the storage thread from taking more work until the gate opens.</summary>
    private static async Task<Task> HoldAsync(Database database, ManualResetEventSlim gate)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = database.WriteAsync(_ =>
        {
            begun.SetResult();
            Assert.True(gate.Wait(Eventually.Bound), "The gate was never opened.");
        });
        await begun.Task.WaitAsync(Eventually.Bound);
        return held;
    }

    private static Task Insert(Database database, string name, int amount) => database.WriteAsync(session =>
    {
        session.Prepare("INSERT INTO pairs(name, amount) VALUES (?1, ?2)").Bind(1, name).Bind(2, amount).Execute();
    });

    private static long Count(Database database) => database.Read(Count);

    private static long Count(ReadSession session)
    {
        var count = session.Prepare("SELECT count(*) FROM pairs");
        count.Step();
        return count.GetInt64(0);
    }

    private static List<string> Names(Database database) => database.Read(session =>
    {
        var names = new List<string>();
        for (var row = session.Prepare("SELECT name FROM pairs ORDER BY name"); row.Step();)
            names.Add(row.GetString(0));
        return names;
    });

    private Database Open(ICommitHook? hook = null) =>
        Database.Open(new DatabaseOptions { Path = folder.File("db"), Schema = [Table], Hook = hook });

    private sealed class Fault(long before = 0, long after = 0) : ICommitHook
    {
        public void BeforeCommit(long ordinal)
        {
            if (ordinal == before)
                throw new IOException("power");
        }

        public void AfterCommit(long ordinal)
        {
            if (ordinal == after)
                throw new IOException("power");
        }
    }

    private sealed class Counted : ICommitHook
    {
        public int Count { get; private set; }

        public void BeforeCommit(long ordinal)
        {
        }

        public void AfterCommit(long ordinal) => Count++;
    }

    private sealed class Noted(int number, List<int> heard, TaskCompletionSource? last) : ICommitWork
    {
        public void Write(WriteSession session) => session.Prepare("INSERT INTO pairs VALUES (?1, 1)").Bind(1, $"n{number}").Execute();

        public void Committed()
        {
            heard.Add(number);
            last?.SetResult();
        }

        public void Lost(Exception reason) => last?.SetException(reason);
    }

    private sealed class Broken : ICommitWork
    {
        public TaskCompletionSource<Exception?> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Write(WriteSession session) => session.Prepare("INSERT INTO nowhere VALUES (1)");

        public void Committed() => Outcome.SetResult(null);

        public void Lost(Exception reason) => Outcome.SetResult(reason);
    }
}
