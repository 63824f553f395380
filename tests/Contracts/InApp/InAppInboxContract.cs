using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.InApp;
using ActiveReach.Lists;
using Contracts.Audiences;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.InApp;

/// <summary>What the inbox of a contact promises on every store of documents and contacts.</summary>
public abstract class InAppInboxContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;
    private readonly FakeTimeProvider clock = new(Noon);

    protected abstract IDocuments Documents { get; }

    protected abstract IContactStore Contacts { get; }

    private InAppInbox Inbox => new(Documents, Contacts, new InboxBells(), clock);

    [Fact]
    public async Task Pinned_ones_come_first_then_the_newest_page_by_page_and_none_twice()
    {
        var ann = await PersonAsync("ann");
        for (var minute = 0; minute < 7; minute++)
            await AddAsync(ann, $"m{minute}", minute, isPinned: minute is 2 or 4);

        var (seen, query) = (new List<string>(), new PageQuery(3, null, "place", true));
        do
        {
            var page = await Inbox.ListAsync(SomeContact.Shop.Id, ann, query);
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Items.Select(message => message.Text));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);

        Assert.Equal(["m4", "m2", "m6", "m5", "m3", "m1", "m0"], seen);
        Assert.Equal(Noon.AddMinutes(6), await Inbox.NewestAsync(SomeContact.Shop.Id, ann));
        Assert.Equal(7, await Inbox.UnreadAsync(SomeContact.Shop.Id, ann));
    }

    [Fact]
    public async Task A_message_that_comes_again_is_there_once_and_a_dismissed_one_comes_no_more()
    {
        var ann = await PersonAsync("ann");
        await AddAsync(ann, "one", 0);
        await AddAsync(ann, "one", 1);
        await AddAsync(ann, "two", 2);
        Assert.Equal(["two", "one"], await TextsAsync(ann));

        Assert.NotNull(await Inbox.ChangeAsync(SomeContact.Shop.Id, ann, InAppInbox.IdOf("one"), message => message with { DismissedAt = Noon }));
        await AddAsync(ann, "one", 3);
        Assert.Equal(["two"], await TextsAsync(ann));
        Assert.Null(await Inbox.ChangeAsync(SomeContact.Shop.Id, ann, InAppInbox.IdOf("one"), message => message with { ReadAt = Noon }));
        Assert.True(await Inbox.HasAsync(SomeContact.Shop.Id, ann, InAppInbox.IdOf("one")));
    }

    [Fact]
    public async Task Reading_counts_once_however_many_do_it_at_once()
    {
        var ann = await PersonAsync("ann");
        await AddAsync(ann, "one", 0);
        await AddAsync(ann, "two", 1);
        var read = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Inbox.ChangeAsync(SomeContact.Shop.Id, ann, InAppInbox.IdOf("one"), message => message with { ReadAt = message.ReadAt ?? Noon.AddSeconds(n) })));

        Assert.Single(read.Select(message => message!.ReadAt).Distinct());
        Assert.Equal(1, await Inbox.UnreadAsync(SomeContact.Shop.Id, ann));
    }

    [Fact]
    public async Task Nobody_sees_the_inbox_of_another_and_what_is_over_is_seen_by_nobody()
    {
        var (ann, bo) = (await PersonAsync("ann"), await PersonAsync("bo"));
        await AddAsync(ann, "hers", 0);
        await AddAsync(bo, "his", 0, TimeSpan.FromHours(1));
        Assert.Equal(["hers"], await TextsAsync(ann));
        Assert.Empty((await Inbox.ListAsync(SomeContact.Other.Id, ann, new PageQuery(10, null, "place", true))).Items);

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await TextsAsync(bo));
        Assert.Equal(0, await Inbox.UnreadAsync(SomeContact.Shop.Id, bo));
        Assert.Null(await Inbox.NewestAsync(SomeContact.Shop.Id, bo));
    }

    [Fact]
    public async Task What_is_over_goes_from_every_inbox_although_nothing_comes_into_it_any_more_and_the_rest_stays()
    {
        var (ann, bo) = (await PersonAsync("ann"), await PersonAsync("bo"));
        await AddAsync(ann, "an hour", 0, TimeSpan.FromHours(1));
        await AddAsync(ann, "a week", 1, TimeSpan.FromDays(7));
        await AddAsync(bo, "two hours", 0, TimeSpan.FromHours(2));
        await Inbox.ChangeAsync(SomeContact.Shop.Id, bo, InAppInbox.IdOf("two hours"), message => message with { DismissedAt = Noon });
        Assert.Equal(0, await RemoveAsync());

        clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(2, await RemoveAsync());
        Assert.Equal(["a week"], (await Inbox.AllAsync(SomeContact.Shop.Id, ann)).Select(message => message.Text));
        Assert.Empty(await Inbox.AllAsync(SomeContact.Shop.Id, bo));

        clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(2, await RemoveAsync());
        Assert.Empty(await Inbox.AllAsync(SomeContact.Shop.Id, ann));
    }

    [Fact]
    public async Task An_inbox_that_was_found_empty_is_looked_into_again_when_a_message_came_meanwhile()
    {
        var ann = await PersonAsync("ann");
        await AddAsync(ann, "first", 0, TimeSpan.FromHours(1));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await RemoveAsync());

        // Marked empty: what comes now must not be forgotten when the mark goes.
        await AddAsync(ann, "second", 120, TimeSpan.FromDays(30));
        clock.Advance(TimeSpan.FromDays(2));
        await RemoveAsync();
        clock.Advance(TimeSpan.FromDays(2));
        await RemoveAsync();
        Assert.Equal(["second"], await TextsAsync(ann));
        clock.Advance(TimeSpan.FromDays(30));
        await RemoveAsync();
        Assert.Empty(await Inbox.AllAsync(SomeContact.Shop.Id, ann));

        // Nothing is left to look into in the end.
        foreach (var _ in Enumerable.Range(0, 3))
        {
            clock.Advance(TimeSpan.FromDays(2));
            await RemoveAsync();
        }

        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await RemoveAsync());
    }

    [Fact]
    public async Task Inboxes_are_looked_into_a_few_at_a_time_those_that_waited_longest_first()
    {
        for (var number = 0; number < 5; number++)
            await AddAsync(await PersonAsync($"p{number}"), $"m{number}", 0, TimeSpan.FromMinutes(10 + number));
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((2, 2, 1, 0), (await RemoveAsync(2), await RemoveAsync(2), await RemoveAsync(2), await RemoveAsync(2)));
    }

    [Fact]
    public async Task Whoever_is_erased_leaves_no_message_and_one_that_was_under_way_does_not_stay()
    {
        var ann = await PersonAsync("ann");
        await AddAsync(ann, "one", 0);
        var contact = (await Contacts.FindAsync(SomeContact.Shop.Id, ann))!;
        await Contacts.EraseAsync(SomeContact.Shop.Id, ann, Noon);
        await Inbox.EraseAsync(SomeContact.Shop.Id, contact);
        Assert.Empty(await Inbox.AllAsync(SomeContact.Shop.Id, ann));

        Assert.False(await Inbox.AddAsync(SomeContact.Shop.Id, ann, Message("late", 1, TimeSpan.FromDays(1), false)));
        Assert.Empty(await Inbox.AllAsync(SomeContact.Shop.Id, ann));
        clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(0, await RemoveAsync());
    }

    [Fact]
    public async Task A_merge_takes_the_messages_along_and_their_end()
    {
        var (ann, twin) = (await PersonAsync("ann"), await PersonAsync("twin"));
        await AddAsync(twin, "one", 0, TimeSpan.FromHours(1));
        await Inbox.MoveAsync(SomeContact.Shop.Id, twin, ann, Noon);
        Assert.Equal(["one"], await TextsAsync(ann));

        clock.Advance(TimeSpan.FromHours(2));
        await RemoveAsync();
        Assert.Empty(await Inbox.AllAsync(SomeContact.Shop.Id, ann));
    }

    private async Task<ContactId> PersonAsync(string name) => (await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft($$"""{"externalId":"{{name}}"}"""), SomeContact.Api)).Contact.Id;

    private async Task AddAsync(ContactId contact, string text, int minute, TimeSpan? kept = null, bool isPinned = false) =>
        Assert.True(await Inbox.AddAsync(SomeContact.Shop.Id, contact, Message(text, minute, kept ?? InAppInbox.LongestKept, isPinned)));

    private static InAppMessage Message(string text, int minute, TimeSpan kept, bool isPinned) => new()
    {
        Id = InAppInbox.IdOf(text),
        Key = text,
        Text = text,
        IsPinned = isPinned,
        SentAt = Noon.AddMinutes(minute),
        ExpiresAt = Noon.AddMinutes(minute) + kept,
    };

    private async Task<IEnumerable<string>> TextsAsync(ContactId contact) => (await Inbox.ListAsync(SomeContact.Shop.Id, contact, new PageQuery(10, null, "place", true))).Items.Select(message => message.Text);

    private Task<int> RemoveAsync(int limit = 10) => Inbox.RemoveOldAsync(SomeContact.Shop.Id, clock.GetUtcNow(), limit);
}
