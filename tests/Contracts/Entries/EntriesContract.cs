using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Entries;

/// <summary>What everything that keeps entries promises: each once by its key, taken or cancelled once, in order of their hour.</summary>
public abstract class EntriesContract
{
    private static readonly WorkspaceId Workspace = new("demo");
    private static readonly CampaignId Campaign = new("cmp_cart");
    private static readonly CampaignId Another = new("cmp_other");
    private static readonly RunId Run = RunId.Of(Campaign, 1);
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract IEntries Entries { get; }

    [Fact]
    public async Task An_entry_is_added_once_however_often_and_with_whatever_it_comes()
    {
        Assert.Equal([true, true, false], await AddAsync(Of(1, "a", content: """{"item":"tea"}"""), Of(1, "b"), Of(1, "a", minute: 9)));
        Assert.Equal([false, true, false], await AddAsync(Of(1, "b", minute: 7), Of(2, "a"), Of(1, "a")));
        Assert.Equal([true], await Entries.AddAsync(Workspace, Another, [Of(1, "a")]));

        var kept = Assert.Single(await Entries.FindAsync(Campaign, [Key(1, "a"), Key(9, "a")]));
        Assert.Equal(new Entry(Key(1, "a"), Noon, EntryState.Waiting, """{"item":"tea"}"""), kept);
        Assert.Equal(new EntryCounts(3, 0), await Entries.CountAsync(Campaign));
        Assert.Equal(new EntryCounts(1, 0), await Entries.CountAsync(Another));
    }

    [Fact]
    public async Task Those_that_are_due_come_in_order_of_their_hour()
    {
        Assert.Null(await Entries.NextDueAsync(Campaign));
        await AddAsync([.. Enumerable.Range(1, 40).Select(number => Of(number, "a", minute: 41 - number))]);

        Assert.Equal(Noon.AddMinutes(1), await Entries.NextDueAsync(Campaign));
        Assert.Empty(await Entries.DueAsync(Campaign, Noon, 10));
        Assert.Equal([40, 39, 38], (await Entries.DueAsync(Campaign, Noon.AddMinutes(3), 10)).Select(entry => entry.Key.Contact.Value));
        Assert.Equal([40, 39], (await Entries.DueAsync(Campaign, Noon.AddMinutes(30), 2)).Select(entry => entry.Key.Contact.Value));
        Assert.Equal(new Entry(Key(40, "a"), Noon.AddMinutes(1), EntryState.Waiting), (await Entries.DueAsync(Campaign, Noon.AddMinutes(1), 10)).Single());
    }

    [Fact]
    public async Task What_one_run_has_taken_no_other_run_takes()
    {
        await AddAsync(Of(1, "a"), Of(2, "a"), Of(3, "a"));
        var another = RunId.Of(Campaign, 2);

        Assert.Equal([true, true, false], await Entries.TakeAsync(Campaign, [Key(1, "a"), Key(2, "a"), Key(9, "a")], Run));
        Assert.Equal([true, true], await Entries.TakeAsync(Campaign, [Key(1, "a"), Key(2, "a")], Run));
        Assert.Equal([false, true], await Entries.TakeAsync(Campaign, [Key(1, "a"), Key(3, "a")], another));

        Assert.Equal(new EntryCounts(0, 0), await Entries.CountAsync(Campaign));
        Assert.Null(await Entries.NextDueAsync(Campaign));
        Assert.Empty(await Entries.DueAsync(Campaign, Noon, 10));
        Assert.Equal([false], await AddAsync(Of(1, "a")));
        Assert.Equal(new Entry(Key(1, "a"), Noon, EntryState.Taken, Run: Run), (await Entries.FindAsync(Campaign, [Key(1, "a")])).Single());
    }

    [Fact]
    public async Task A_cancelled_entry_keeps_its_reason_and_is_taken_by_nobody()
    {
        await AddAsync(Of(1, "a"), Of(2, "a"));
        Assert.Equal(1, await Entries.CancelAsync(Campaign, [Key(1, "a"), Key(9, "a")], "cancelled"));
        Assert.Equal(0, await Entries.CancelAsync(Campaign, [Key(1, "a")], "again"));

        Assert.Equal([false, true], await Entries.TakeAsync(Campaign, [Key(1, "a"), Key(2, "a")], Run));
        Assert.Equal(0, await Entries.CancelAsync(Campaign, [Key(2, "a")], "too late"));
        Assert.Equal([false], await AddAsync(Of(1, "a")));
        Assert.Equal(new Entry(Key(1, "a"), Noon, EntryState.Cancelled, Reason: "cancelled"), (await Entries.FindAsync(Campaign, [Key(1, "a")])).Single());
        Assert.Equal(new EntryCounts(0, 1), await Entries.CountAsync(Campaign));
    }

    [Fact]
    public async Task What_an_ended_run_has_taken_is_cancelled_for_it_alone()
    {
        await AddAsync(Of(1, "a"), Of(2, "a"));
        await Entries.TakeAsync(Campaign, [Key(1, "a")], Run);
        await Entries.TakeAsync(Campaign, [Key(2, "a")], RunId.Of(Campaign, 2));

        Assert.Equal(1, await Entries.CancelAsync(Campaign, [Key(1, "a"), Key(2, "a")], "cancelled", Run));
        Assert.Equal(["Cancelled", "Taken"], (await Entries.FindAsync(Campaign, [Key(1, "a"), Key(2, "a")])).OrderBy(entry => entry.Key.Contact).Select(entry => entry.State.ToString()));
    }

    [Fact]
    public async Task All_entries_of_a_contact_are_found_however_they_stand()
    {
        await AddAsync(Of(1, "a", content: "{}"), Of(1, "b"), Of(1, "c"), Of(2, "a"));
        await Entries.AddAsync(Workspace, Another, [Of(1, "a")]);
        await Entries.TakeAsync(Campaign, [Key(1, "b")], Run);
        await Entries.CancelAsync(Campaign, [Key(1, "c")], "order_placed");

        var all = (await Entries.OfAsync(Campaign, new ContactId(1))).OrderBy(entry => entry.Key.Occasion, StringComparer.Ordinal);
        Assert.Equal(
            [
                new Entry(Key(1, "a"), Noon, EntryState.Waiting), new Entry(Key(1, "b"), Noon, EntryState.Taken, Run: Run),
                new Entry(Key(1, "c"), Noon, EntryState.Cancelled, Reason: "order_placed"),
            ],
            all);
        Assert.Empty(await Entries.OfAsync(Campaign, new ContactId(3)));
    }

    [Fact]
    public async Task Nothing_that_was_said_of_an_erased_contact_is_kept()
    {
        await AddAsync(Of(1, "a", content: """{"name":"Asha"}"""), Of(2, "a", content: """{"name":"Ben"}"""));
        await Entries.AddAsync(Workspace, Another, [Of(1, "b", content: """{"name":"Asha"}""")]);
        await Entries.EraseAsync(Workspace, new ContactId(1));

        Assert.Null((await Entries.FindAsync(Campaign, [Key(1, "a")])).Single().Content);
        Assert.Null((await Entries.FindAsync(Another, [Key(1, "b")])).Single().Content);
        Assert.NotNull((await Entries.FindAsync(Campaign, [Key(2, "a")])).Single().Content);
        Assert.Equal(new EntryCounts(2, 0), await Entries.CountAsync(Campaign));
    }

    [Fact]
    public async Task What_is_over_and_old_goes_a_page_at_a_time_and_what_waits_stays_however_old()
    {
        await AddAsync([.. Enumerable.Range(1, 40).Select(number => Of(number, "a", minute: number))]);
        await Entries.AddAsync(Workspace, Another, [Of(1, "a")]);
        await Entries.TakeAsync(Campaign, [.. Enumerable.Range(1, 20).Select(number => Key(number, "a"))], Run);
        await Entries.CancelAsync(Campaign, [.. Enumerable.Range(21, 15).Select(number => Key(number, "a"))], "cancelled");
        await Entries.CancelAsync(Campaign, [Key(2, "a")], "cancelled", Run);

        Assert.Equal(12, await Entries.RemoveOldAsync(Campaign, Noon.AddMinutes(31), 12));
        Assert.Equal([13], (await FoundAsync(12, 13)).Select(entry => entry.Key.Contact.Value));
        Assert.Equal(18, await Entries.RemoveOldAsync(Campaign, Noon.AddMinutes(31), 100));
        Assert.Equal(0, await Entries.RemoveOldAsync(Campaign, Noon.AddMinutes(31), 100));

        Assert.Equal(new EntryCounts(5, 5), await Entries.CountAsync(Campaign));
        Assert.Equal([31, 32, 33, 34, 35, 36, 37, 38, 39, 40], (await FoundAsync([.. Enumerable.Range(1, 40)])).Select(entry => entry.Key.Contact.Value).Order());
        Assert.Equal(5, await Entries.RemoveOldAsync(Campaign, Noon.AddDays(9), 100));
        Assert.Equal(new EntryCounts(5, 0), await Entries.CountAsync(Campaign));
        Assert.Equal(Noon.AddMinutes(36), await Entries.NextDueAsync(Campaign));
        Assert.Equal(new EntryCounts(1, 0), await Entries.CountAsync(Another));
        Assert.Equal([true, false], await AddAsync(Of(1, "a"), Of(40, "a")));
    }

    [Fact]
    public async Task Of_two_who_remove_the_same_both_come_to_an_end()
    {
        await AddAsync([.. Enumerable.Range(1, 60).Select(number => Of(number, "a"))]);
        await Entries.TakeAsync(Campaign, [.. Enumerable.Range(1, 60).Select(number => Key(number, "a"))], Run);
        await Task.WhenAll(Entries.RemoveOldAsync(Campaign, Noon.AddDays(1), 100), Entries.RemoveOldAsync(Campaign, Noon.AddDays(1), 100)).WaitAsync(Eventually.Bound);
        Assert.Empty(await FoundAsync([.. Enumerable.Range(1, 60)]));
    }

    [Fact]
    public async Task Of_many_who_add_take_and_cancel_at_once_each_entry_has_one()
    {
        var entries = Enumerable.Range(1, 300).Select(number => Of(number, "a")).ToArray();
        var keys = Array.ConvertAll(entries, entry => entry.Key);
        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Entries.AddAsync(Workspace, Campaign, entries)));
        Assert.All(Enumerable.Range(0, 300), index => Assert.Equal(1, added.Count(answer => answer[index])));

        var cancelling = Entries.CancelAsync(Campaign, keys, "cancelled");
        var taken = await Task.WhenAll(Enumerable.Range(1, 3).Select(number => Entries.TakeAsync(Campaign, keys, RunId.Of(Campaign, number))));
        var cancelled = await cancelling;
        Assert.Equal(300, cancelled + taken.Sum(answer => answer.Count(each => each)));
        Assert.All(Enumerable.Range(0, 300), index => Assert.InRange(taken.Count(answer => answer[index]), 0, 1));
        Assert.Null(await Entries.NextDueAsync(Campaign));
    }

    [Fact]
    public async Task The_largest_entries_go_in_at_once()
    {
        var content = $$"""{"note":"{{new string('x', NewEntry.LargestBytes - 11)}}"}""";
        var entries = Enumerable.Range(1, 200).Select(number => Of(8, new string('é', 240) + number, content: content)).ToArray();
        Assert.All(await AddAsync(entries), Assert.True);
        Assert.Equal(200, (await Entries.DueAsync(Campaign, Noon, 1000)).Count);
        Assert.Equal(content, (await Entries.FindAsync(Campaign, [entries[199].Key])).Single().Content);
    }

    private Task<IReadOnlyList<bool>> AddAsync(params NewEntry[] entries) => Entries.AddAsync(Workspace, Campaign, entries);

    private Task<IReadOnlyList<Entry>> FoundAsync(params int[] contacts) => Entries.FindAsync(Campaign, [.. contacts.Select(contact => Key(contact, "a"))]);

    private static EntryKey Key(long contact, string occasion) => new(new ContactId(contact), occasion);

    private static NewEntry Of(long contact, string occasion, int minute = 0, string? content = null) => new(Key(contact, occasion), Noon.AddMinutes(minute), content);
}
