using ActiveReach.Documents;

namespace Contracts.Documents;

/// <summary>What every store of documents finds, in which order.</summary>
public abstract class DocumentQueryContract : DocumentsContract
{
    private static readonly Note[] Some =
    [
        new("n1", "apple", 3, ["red", "sweet"], DateTimeOffset.UnixEpoch.AddDays(3)),
        new("n2", "Banana", 1, ["sweet"]),
        new("n3", "cherry", 2, ["red"], DateTimeOffset.UnixEpoch.AddDays(1)),
        new("n4", "date", 1),
        new("n5", "élan", -2, ["red", "100%"], DateTimeOffset.UnixEpoch.AddDays(2)),
    ];

    public static TheoryData<string, FieldCondition[], string> Conditions => new()
    {
        { "all", [], "n1 n2 n3 n4 n5" },
        { "a value", [FieldCondition.Is("text", "cherry")], "n3" },
        { "another case", [FieldCondition.Is("text", "Cherry")], "" },
        { "one of several values that it has", [FieldCondition.Is("tag", "red")], "n1 n3 n5" },
        { "one of several asked for", [FieldCondition.OneOf("tag", ["100%", "sweet"])], "n1 n2 n5" },
        { "none asked for", [FieldCondition.OneOf("tag", [])], "" },
        { "both of two", [FieldCondition.Is("tag", "red"), FieldCondition.Is("tag", "sweet")], "n1" },
        { "a number", [FieldCondition.Is("stars", 1)], "n2 n4" },
        { "a number as a text", [FieldCondition.Is("stars", "1")], "" },
        { "at least", [FieldCondition.Within("stars", 2, null)], "n1 n3" },
        { "below", [FieldCondition.Within("stars", null, 1)], "n5" },
        { "between", [FieldCondition.Within("stars", 1, 3)], "n2 n3 n4" },
        { "texts between", [FieldCondition.Within("text", "a", "c")], "n1" },
        { "times", [FieldCondition.Within("readAt", DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch.AddDays(3))], "n3 n5" },
        { "a part", [FieldCondition.Contains("text", "an")], "n2 n5" },
        { "a part beyond the alphabet", [FieldCondition.Contains("text", "é")], "n5" },
        { "signs that patterns have", [FieldCondition.Contains("tag", "%")], "n5" },
        { "a part of a number", [FieldCondition.Contains("stars", "3")], "" },
        { "a field that nothing has", [FieldCondition.Is("colour", "red")], "" },
        { "no bounds but a value", [FieldCondition.Within("readAt", null, null)], "n1 n3 n5" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Documents_are_found_by_what_their_fields_are(string what, FieldCondition[] where, string expected)
    {
        await AddAsync(Some);
        await Documents.CommitAsync("ws_two", [Note.Kind.Add(new Note("n9", "cherry", 1, ["red", "sweet", "100%"]))]);

        var page = await Documents.QueryAsync(Note.Kind, Query() with { Where = where, Counts = true });

        Assert.True(expected == string.Join(' ', page.Items.Select(each => each.Value.Id)), what);
        Assert.Equal(page.Items.Count, page.Count);
    }

    [Theory]
    [InlineData("text", false, "n2 n1 n3 n4 n5")]
    [InlineData("text", true, "n5 n4 n3 n1 n2")]
    [InlineData("stars", false, "n5 n2 n4 n3 n1")]
    [InlineData("stars", true, "n1 n3 n4 n2 n5")]
    [InlineData("readAt", false, "n3 n5 n1")]
    [InlineData(null, true, "n5 n4 n3 n2 n1")]
    public async Task They_come_in_the_order_asked_for_page_by_page(string? field, bool descending, string expected)
    {
        await AddAsync(Some);
        var query = Query() with { OrderBy = field, Descending = descending, Limit = 2, Counts = true };

        var (seen, pages) = (new List<string>(), 0);
        do
        {
            var page = await Documents.QueryAsync(Note.Kind, query);
            seen.AddRange(page.Items.Select(each => each.Value.Id));
            Assert.Equal(expected.Split(' ').Length, page.Count);
            query = query with { After = page.Next };
        }
        while (query.After is not null && ++pages < 10);

        Assert.Equal(expected, string.Join(' ', seen));
    }

    [Fact]
    public async Task What_comes_and_goes_while_paging_neither_hides_nor_repeats_others()
    {
        await AddAsync(Some);
        var query = Query() with { OrderBy = "text", Limit = 2 };
        var first = await Documents.QueryAsync(Note.Kind, query);
        Assert.Equal(["n2", "n1"], first.Items.Select(each => each.Value.Id));

        await AddAsync(new Note("n6", "aardvark"), new Note("n7", "cloud"));
        await Documents.TryAsync(Here, Note.Kind.Delete(first.Items[1]));

        Assert.Equal(["n3", "n7"], await IdsAsync(query with { After = first.Next }));
    }

    [Fact]
    public async Task Texts_sort_by_code_points_and_numbers_by_size()
    {
        string[] texts = ["", "A", "Z", "a", "z", "é", "\uFFFD", "🌍"];
        await AddAsync([.. texts.Select((text, index) => new Note($"t{index}", text, index * 1_000_003)).Reverse()]);

        Assert.Equal(texts.Select((_, index) => $"t{index}"), await IdsAsync(Query() with { OrderBy = "text" }));
        Assert.Equal(texts.Select((_, index) => $"t{index}"), await IdsAsync(Query() with { OrderBy = "stars" }));
    }

    [Fact]
    public async Task A_changed_document_is_found_by_what_it_is_now_only()
    {
        await AddAsync(new Note("n1", "before", 1, ["old"]));
        await Documents.TryAsync(Here, Note.Kind.Put(new Note("n1", "after", 2, ["new"])));

        Assert.Empty(await IdsAsync(Query() with { Where = [FieldCondition.Is("tag", "old")] }));
        Assert.Empty(await IdsAsync(Query() with { Where = [FieldCondition.Is("text", "before")] }));
        Assert.Equal(["n1"], await IdsAsync(Query() with { Where = [FieldCondition.Is("tag", "new"), FieldCondition.Is("stars", 2)] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(DocumentQuery.MostLimit + 1)]
    public async Task A_page_has_a_size(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Documents.QueryAsync(Query() with { Limit = limit }));
}
