using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Replies;
using ActiveReach.Words;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.People;

/// <summary>What every timeline promises; what the ledger brings into it is shown over HTTP.</summary>
public abstract class ContactTimelineContract
{
    protected abstract IContactStore Contacts { get; }

    protected abstract IConsentStore Consents { get; }

    protected abstract IReplyStore Replies { get; }

    protected abstract IContactTimeline Timeline { get; }

    [Fact]
    public async Task Pages_give_every_entry_once_newest_first_also_of_one_moment()
    {
        var ana = await AddAsync("c1");
        for (var number = 0; number < 12; number++)
            await ReplyAsync(ana, $"reply {number}", Noon.AddMinutes(number / 4));
        await Consents.SetAsync(Shop.Id, ana, new Dictionary<Channel, ConsentState> { [Channel.Sms] = ConsentState.OptedOut }, new ConsentEvidence("form", Noon.AddMinutes(1), "7"));

        var entries = new List<TimelineEntry>();
        string? cursor = null;
        do
        {
            var page = (await Timeline.ReadAsync(Shop.Id, ana, null, cursor, 3))!;
            Assert.Equal(13, page.Total);
            entries.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(13, entries.Count);
        Assert.Equal(entries.Select(entry => entry.At).OrderDescending(), entries.Select(entry => entry.At));
        Assert.Equal(12, entries.Where(entry => entry.Kind == TimelineKind.Replied).Select(entry => entry.Details!.Value.GetProperty("text").GetString()).Distinct().Count());
        var consent = entries.Single(entry => entry.Kind == TimelineKind.Consent);
        Assert.Equal((Channel.Sms, "opted_out", "form"), (consent.Channel, consent.Reason, consent.Details!.Value.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task One_kind_is_a_list_of_its_own_and_nobody_sees_another_person_s()
    {
        var (ana, ben) = (await AddAsync("c1"), await AddAsync("c2"));
        await ReplyAsync(ana, "hello", Noon);
        Assert.Equal(1, (await Timeline.ReadAsync(Shop.Id, ana, TimelineKind.Replied, null, 10))!.Total);
        Assert.Empty((await Timeline.ReadAsync(Shop.Id, ana, TimelineKind.Consent, null, 10))!.Items);
        Assert.Empty((await Timeline.ReadAsync(Shop.Id, ben, null, null, 10))!.Items);
        Assert.Null(await Timeline.ReadAsync(Other.Id, ana, null, null, 10));
    }

    [Fact]
    public async Task An_erased_contact_has_no_timeline_and_a_foreign_cursor_is_refused()
    {
        var ana = await AddAsync("c1");
        await Assert.ThrowsAsync<InvalidInputException>(() => Timeline.ReadAsync(Shop.Id, ana, null, "WzFd", 10));
        await Contacts.EraseAsync(Shop.Id, ana, Noon);
        Assert.Null(await Timeline.ReadAsync(Shop.Id, ana, null, null, 10));
    }

    private async Task<ContactId> AddAsync(string externalId) => (await Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"{{externalId}}"}"""), Api)).Contact.Id;

    private Task<bool> ReplyAsync(ContactId contact, string text, DateTimeOffset at) => Replies.AddAsync(new Reply
    {
        Id = $"rep_{text}",
        Workspace = Shop.Id,
        Channel = Channel.Sms,
        From = "+34600123456",
        To = "+18005550100",
        Text = text,
        Kind = ReplyKind.Reply,
        At = at,
        Contact = contact,
        Matches = 1,
    });
}
