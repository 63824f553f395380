using System.Text;
using ActiveReach.Documents;

namespace Contracts.Documents;

/// <summary>What every store of documents does.</summary>
public abstract class DocumentsContract
{
    protected const string Here = "ws_one";

    protected abstract IDocuments Documents { get; }

    private static DocumentKind<Note> Notes => Note.Kind;

    [Fact]
    public async Task What_was_added_is_read_back_as_it_was()
    {
        var note = new Note("n1", "naïve 🌍 \"quotes\" \\ \u2028", 3, ["a", "b"], DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.True(await Documents.TryAsync(Here, Notes.Add(note)));

        var found = (await Documents.FindAsync(Notes, Here, "n1"))!.Value;

        Assert.Equal(note with { Tags = null }, found with { Tags = null });
        Assert.Equal(note.Tags, found.Tags);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await AddAsync(new Note("n1"));

        Assert.Null(await Documents.FindAsync(Notes, Here, "n2"));
        Assert.Null(await Documents.FindAsync(Notes, "ws_two", "n1"));
        Assert.Null(await Documents.FindAsync(new DocumentKey(Here, "letter", "n1")));
    }

    [Fact]
    public async Task An_id_is_taken_once_in_a_partition()
    {
        Assert.True(await Documents.TryAsync(Here, Notes.Add(new Note("n1", "first"))));
        Assert.False(await Documents.TryAsync(Here, Notes.Add(new Note("n1", "second"))));
        Assert.True(await Documents.TryAsync("ws_two", Notes.Add(new Note("n1", "elsewhere"))));

        Assert.Equal("first", (await FindAsync("n1")).Value.Text);
    }

    [Fact]
    public async Task Ids_differ_by_case_and_may_have_any_character()
    {
        string[] ids = ["a", "A", "a/b", "a?b#c", "ä", "日本", "a b", "a%2Fb", "a\\b", "🌍", new string('x', DocumentLimits.LongestId)];
        foreach (var id in ids)
            await AddAsync(new Note(id, "of " + id));

        foreach (var id in ids)
            Assert.Equal("of " + id, (await FindAsync(id)).Value.Text);
    }

    [Fact]
    public async Task A_change_of_what_was_read_goes_through_once()
    {
        await AddAsync(new Note("n1", "first"));
        var read = await FindAsync("n1");

        Assert.True(await Documents.TryAsync(Here, Notes.Replace(read.Value with { Text = "mine" }, read.ETag)));
        Assert.False(await Documents.TryAsync(Here, Notes.Replace(read.Value with { Text = "theirs" }, read.ETag)));
        Assert.False(await Documents.TryAsync(Here, Notes.Delete(read)));

        Assert.Equal("mine", (await FindAsync("n1")).Value.Text);
    }

    [Fact]
    public async Task What_was_deleted_is_gone_from_every_answer_and_what_replaces_it_is_another()
    {
        await AddAsync(new Note("n1", Tags: ["a"]));
        var first = await FindAsync("n1");
        Assert.True(await Documents.TryAsync(Here, Notes.Delete(first)));

        Assert.Null(await Documents.FindAsync(Notes, Here, "n1"));
        Assert.Empty(await IdsAsync(Query() with { Where = [FieldCondition.Is("tag", "a")] }));
        Assert.False(await Documents.TryAsync(Here, Notes.Delete(first)));
        Assert.False(await Documents.TryAsync(Here, Notes.Replace(first.Value, first.ETag)));

        await AddAsync(new Note("n1"));
        Assert.NotEqual(first.ETag, (await FindAsync("n1")).ETag);
        Assert.False(await Documents.TryAsync(Here, Notes.Replace(first.Value, first.ETag)));
    }

    [Fact]
    public async Task What_may_be_there_or_not_is_written_and_deleted_either_way()
    {
        Assert.True(await Documents.TryAsync(Here, Notes.Put(new Note("n1", "first"))));
        Assert.True(await Documents.TryAsync(Here, Notes.Put(new Note("n1", "second"))));
        Assert.Equal("second", (await FindAsync("n1")).Value.Text);

        Assert.True(await Documents.TryAsync(Here, Notes.Delete("n1")));
        Assert.True(await Documents.TryAsync(Here, Notes.Delete("n1")));
        Assert.Null(await Documents.FindAsync(Notes, Here, "n1"));
    }

    [Fact]
    public async Task A_commit_makes_all_of_its_changes_or_none_and_says_what_stood_against_it()
    {
        await AddAsync(new Note("n1", "first"), new Note("n2"));
        var (one, two) = (await FindAsync("n1"), await FindAsync("n2"));
        await Documents.TryAsync(Here, Notes.Put(two.Value with { Text = "changed" }));

        var outcome = await Documents.CommitAsync(Here, [Notes.Replace(one.Value with { Text = "second" }, one.ETag), Notes.Add(new Note("n3")), Notes.Delete(two)]);

        Assert.Equal(2, outcome.Conflict);
        Assert.Equal("first", (await FindAsync("n1")).Value.Text);
        Assert.Null(await Documents.FindAsync(Notes, Here, "n3"));
    }

    [Fact]
    public async Task A_hundred_changes_are_one_commit_and_more_are_refused()
    {
        var many = Enumerable.Range(0, IDocuments.MostChanges + 1).Select(number => Notes.Add(new Note($"n{number:000}"))).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => Documents.CommitAsync(Here, many));
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.CommitAsync(Here, []));
        Assert.True((await Documents.CommitAsync(Here, many[..^1])).IsDone);

        Assert.Equal(IDocuments.MostChanges, (await Documents.QueryAsync(Query() with { Counts = true, Limit = 1 })).Count);
    }

    [Fact]
    public async Task A_document_is_changed_once_in_a_commit_and_has_a_size()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.CommitAsync(Here, [Notes.Put(new Note("n1")), Notes.Delete("n1")]));
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.CommitAsync(Here, [Notes.Put(new Note(""))]));
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.CommitAsync(Here, [Notes.Put(new Note(new string('x', DocumentLimits.LongestId + 1)))]));
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.CommitAsync(Here, [Large(IDocuments.MostBytes + 1)]));
        Assert.Null(await Documents.FindAsync(Notes, Here, "n1"));

        Assert.True((await Documents.CommitAsync(Here, [Large(IDocuments.MostBytes)])).IsDone);
        Assert.Equal(IDocuments.MostBytes, (await Documents.FindAsync(new DocumentKey(Here, "large", "one")))!.Body.Length);

        static DocumentChange Large(int bytes) =>
            new("large", "one", DocumentCondition.Anything, new DocumentContent(1, Encoding.UTF8.GetBytes($"\"{new string('x', bytes - 2)}\""), []));
    }

    [Fact]
    public async Task Of_many_who_change_what_they_read_at_the_same_time_one_comes_through()
    {
        await AddAsync(new Note("n1", Stars: 0));
        var read = await FindAsync("n1");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(stars => Documents.TryAsync(Here, Notes.Replace(read.Value with { Stars = stars }, read.ETag))));

        Assert.Single(outcomes, outcome => outcome);
        Assert.Equal(Array.IndexOf(outcomes, true) + 1, (await FindAsync("n1")).Value.Stars);
    }

    [Fact]
    public async Task A_cancelled_request_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.FindAsync(new DocumentKey(Here, "note", "n1"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.QueryAsync(Query(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.CommitAsync(Here, [Notes.Add(new Note("n1"))], cancelled));
        Assert.Null(await Documents.FindAsync(Notes, Here, "n1"));
    }

    [Fact]
    public async Task A_document_of_newer_code_is_refused_by_name()
    {
        var newer = new DocumentKind<Note>("note", note => note.Id, schema: 2);
        Assert.True(await Documents.TryAsync(Here, newer.Add(new Note("n1"))));

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Documents.FindAsync(Notes, Here, "n1"));

        Assert.Contains("'note' 'n1' was written in form 2", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await Documents.FindAsync(newer, Here, "n1"));
    }

    protected static DocumentQuery Query() => Notes.In(Here);

    protected async Task AddAsync(params Note[] notes) => Assert.True((await Documents.CommitAsync(Here, [.. notes.Select(Notes.Add)])).IsDone);

    protected async Task<IReadOnlyList<string>> IdsAsync(DocumentQuery query) => [.. (await Documents.QueryAsync(Notes, query)).Items.Select(each => each.Value.Id)];

    private async Task<Stored<Note>> FindAsync(string id) => (await Documents.FindAsync(Notes, Here, id))!;
}
