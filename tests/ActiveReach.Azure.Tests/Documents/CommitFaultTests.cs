using ActiveReach.Documents;
using Azure.Emulators.Faults;
using Contracts.Documents;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Tests.Documents;

/// <summary>A commit has the right outcome whatever happens between us and the store.</summary>
public sealed class CommitFaultTests : IAsyncLifetime
{
    private const string Here = "ws_one";

    private readonly FaultPlan faults = new();
    private readonly CosmosWorld cosmos;

    public CommitFaultTests() => cosmos = new CosmosWorld(new FaultHandler(faults));

    private static DocumentKind<Note> Notes => Note.Kind;

    public static TheoryData<string> Losses => ["the answer", "the request", "the store for a while"];

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_commit_that_was_lost_on_the_way_is_made_once(string lost)
    {
        var read = await AddedAsync("first");

        Lose(lost);
        var outcome = await cosmos.Documents.CommitAsync(Here, [Notes.Replace(read.Value with { Text = "second" }, read.ETag), Notes.Add(new Note("n2"))]);

        Assert.True(outcome.IsDone);
        Assert.Equal(1, faults.Met);
        Assert.Equal("second", (await FindAsync("n1"))!.Value.Text);
        Assert.NotNull(await FindAsync("n2"));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_single_change_that_was_lost_on_the_way_is_made_once(string lost)
    {
        Lose(lost);
        Assert.True(await cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n1"))));
        var read = (await FindAsync("n1"))!;

        Lose(lost);
        Assert.True(await cosmos.Documents.TryAsync(Here, Notes.Replace(read.Value with { Text = "second" }, read.ETag)));
        read = (await FindAsync("n1"))!;
        Assert.Equal("second", read.Value.Text);

        Lose(lost);
        Assert.True(await cosmos.Documents.TryAsync(Here, Notes.Delete(read)));
        Assert.Null(await FindAsync("n1"));

        Lose(lost);
        Assert.True(await cosmos.Documents.TryAsync(Here, Notes.Delete("n1")));
        Assert.Equal(4, faults.Met);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_was_lost_is_refused_when_somebody_else_was_faster(bool deletes)
    {
        var read = await AddedAsync("first");
        Assert.True(await cosmos.Documents.TryAsync(Here, deletes ? Notes.Delete(read) : Notes.Put(read.Value with { Text = "theirs" })));

        faults.Add(Fault.RequestLost);
        var outcome = await cosmos.Documents.CommitAsync(Here, [deletes ? Notes.Delete(read) : Notes.Replace(read.Value with { Text = "mine" }, read.ETag)]);

        Assert.Equal(0, outcome.Conflict);
        Assert.Equal(deletes ? null : "theirs", (await FindAsync("n1"))?.Value.Text);
    }

    [Fact]
    public async Task What_was_written_between_a_lost_answer_and_the_look_is_not_overwritten()
    {
        faults.Add(Fault.AnswerLost);
        var putting = cosmos.Documents.CommitAsync(Here, [Notes.Put(new Note("n1", "mine")), Notes.Add(new Note("n2"))]);
        var read = await Eventually.SeenAsync<Stored<Note>?>("the commit is made whose answer is lost", () => FindAsync("n1"), found => found is not null);
        await cosmos.Documents.TryAsync(Here, Notes.Replace(read!.Value with { Text = "theirs" }, read.ETag));

        Assert.True((await putting).IsDone);
        Assert.Equal("theirs", (await FindAsync("n1"))!.Value.Text);
    }

    [Fact]
    public async Task What_is_not_there_any_more_is_deleted_with_the_rest()
    {
        await AddedAsync("first");

        var outcome = await cosmos.Documents.CommitAsync(Here, [Notes.Delete("n7"), Notes.Add(new Note("n2")), Notes.Delete("n1"), Notes.Delete("n8")]);

        Assert.True(outcome.IsDone);
        Assert.Null(await FindAsync("n1"));
        Assert.NotNull(await FindAsync("n2"));
    }

    [Fact]
    public async Task A_store_that_is_asked_too_much_is_waited_for_as_long_as_it_says()
    {
        faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(300)), times: 2);
        var began = TimeProvider.System.GetTimestamp();

        Assert.True(await cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n1"))));

        Assert.Equal(2, faults.Met);

        // Timers of the system may come some milliseconds early.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromMilliseconds(580), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_store_that_is_asked_too_much_for_good_says_so()
    {
        faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(1)), times: 100);

        var fault = await Assert.ThrowsAsync<CosmosException>(() => cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n1"))));

        Assert.Equal(429, (int)fault.StatusCode);
    }

    [Fact]
    public async Task A_store_that_stays_away_is_no_conflict()
    {
        faults.Add(Fault.Unavailable, times: 100, where: (_, _) => true);

        await Assert.ThrowsAsync<CosmosException>(() => cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n1"))));
    }

    private void Lose(string lost) => faults.Add(lost switch
    {
        "the answer" => Fault.AnswerLost,
        "the request" => Fault.RequestLost,
        _ => Fault.Unavailable,
    });

    private async Task<Stored<Note>> AddedAsync(string text)
    {
        Assert.True(await cosmos.Documents.TryAsync(Here, Notes.Add(new Note("n1", text))));
        return (await FindAsync("n1"))!;
    }

    private Task<Stored<Note>?> FindAsync(string id) => cosmos.Documents.FindAsync(Notes, Here, id);
}
