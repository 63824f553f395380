using SqliteGroupCommit;

namespace Functions.Embedded.Tests.GroupCommit;

/// <summary>What waits does so without a thread, and what is given up ends.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int Readers = 2;
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    private readonly TemporaryFolder folder = new();
    private readonly Database database;

    public CancellationTests() => database = Database.Open(
        new DatabaseOptions { Path = folder.File("db"), Schema = ["CREATE TABLE pairs (name TEXT PRIMARY KEY, amount INTEGER)"], ReaderCount = Readers });

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Who_finds_no_reader_waits_without_a_thread_and_is_served_in_turn()
    {
        using var gate = new ManualResetEventSlim();
        var holders = await HoldAsync(gate);

        // One thread asks for all of them: it comes back at once although nobody is served.
        var waiting = Enumerable.Range(0, 500).Select(n => database.ReadAsync(_ => n)).ToList();
        Assert.DoesNotContain(waiting, each => each.IsCompleted);

        gate.Set();
        await Task.WhenAll(holders).WaitAsync(Eventually.Bound);
        Assert.Equal(Enumerable.Range(0, 500), await Task.WhenAll(waiting).WaitAsync(Eventually.Bound));
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_reader_is_let_go_and_takes_no_place()
    {
        using var gate = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource();
        var holders = await HoldAsync(gate);
        var waiting = database.ReadAsync(_ => true, patience.Token);
        Assert.False(waiting.IsCompleted);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Eventually.Bound));

        gate.Set();
        await Task.WhenAll(holders).WaitAsync(Eventually.Bound);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => database.ReadAsync(_ => true))), Assert.True);
    }

    [Fact]
    public async Task A_query_that_is_given_up_ends_in_the_middle_and_leaves_its_reader_well()
    {
        for (var time = 0; time <= Readers; time++)
        {
            using var patience = new CancellationTokenSource();
            var endless = Task.Factory.StartNew(() => database.ReadAsync(session => { patience.CancelAfter(10); return Number(session, Endless); }, patience.Token), TaskCreationOptions.LongRunning).Unwrap();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.WaitAsync(Eventually.Bound));
        }

        Assert.Equal(0, await database.ReadAsync(session => Number(session, "SELECT count(*) FROM pairs")));
    }

    [Fact]
    public async Task A_query_of_many_statements_that_is_given_up_ends_at_the_next()
    {
        using var patience = new CancellationTokenSource();
        var asked = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.ReadAsync(
            session =>
            {
                for (; asked < 100; asked++)
                {
                    if (asked == 3)
                        patience.Cancel();
                    Number(session, "SELECT count(*) FROM pairs");
                }

                return asked;
            },
            patience.Token));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_write_counts_its_token_until_it_is_queued_and_then_tells_how_it_ended()
    {
        using var gate = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource();
        var held = database.WriteAsync(_ => Assert.True(gate.Wait(Eventually.Bound)));
        var queued = database.WriteAsync(session => session.Prepare("INSERT INTO pairs VALUES ('queued', 1)").Execute(), patience.Token);
        await patience.CancelAsync();
        var late = database.WriteAsync(session => session.Prepare("INSERT INTO pairs VALUES ('late', 1)").Execute(), patience.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);

        gate.Set();
        await held.WaitAsync(Eventually.Bound);
        Assert.Equal(1, await queued.WaitAsync(Eventually.Bound));
        Assert.Equal(1, await database.ReadAsync(session => Number(session, "SELECT count(*) FROM pairs")));
    }

    /// <summary>Lends all readers to threads of their own until the gate opens.</summary>
    private async Task<IReadOnlyList<Task>> HoldAsync(ManualResetEventSlim gate)
    {
        var begun = new CountdownEvent(Readers);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holders = Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(
            () => database.ReadAsync(session =>
            {
                if (begun.Signal())
                    all.SetResult();
                return gate.Wait(Eventually.Bound);
            }),
            TaskCreationOptions.LongRunning).Unwrap()).ToList();
        await all.Task.WaitAsync(Eventually.Bound);
        return holders;
    }

    private static long Number(ReadSession session, string sql)
    {
        var rows = session.Prepare(sql);
        return rows.Step() ? rows.GetInt64(0) : 0;
    }
}
