using System.Text;
using ActiveReach.Inbox;

namespace Contracts.Inbox;

/// <summary>What every inbox of events must do.</summary>
public abstract class EngagementInboxContract
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract IEngagementInbox Inbox { get; }

    [Fact]
    public async Task An_event_comes_back_as_it_was_stored()
    {
        var ids = await Inbox.AddAsync([Event("e1", "ünï{}")]);

        var entry = Assert.Single(await Inbox.ReadAsync(ids));
        Assert.Equal(("acs", "e1", "ünï{}", Noon, 0), (entry.Event.Source, entry.Event.EventId, Encoding.UTF8.GetString(entry.Event.Payload.Span), entry.Event.ReceivedAt, entry.Attempts));
    }

    [Fact]
    public async Task An_event_comes_back_with_where_the_request_ran_that_brought_it()
    {
        var ids = await Inbox.AddAsync([Event("e1") with { Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }, Event("e2")]);

        Assert.Equal(["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null], (await Inbox.ReadAsync(ids)).Select(entry => entry.Event.Trace));
    }

    [Fact]
    public async Task The_same_event_waits_once_and_events_without_an_id_each_for_themselves()
    {
        var first = await Inbox.AddAsync([Event("e1"), Event("e1"), Event(null), Event(null)]);
        var again = await Inbox.AddAsync([Event("e1"), Event("e2")]);

        Assert.Equal((3, 1), (first.Count, again.Count));
    }

    [Fact]
    public async Task An_applied_event_is_gone()
    {
        var ids = await Inbox.AddAsync([Event("e1"), Event("e2")]);
        await Inbox.RemoveAsync([ids[0]]);

        Assert.Equal(ids[1], Assert.Single(await Inbox.ReadAsync(ids)).Id);
    }

    [Fact]
    public async Task Whoever_removes_an_event_a_second_time_hits_no_newer_one()
    {
        var first = await Inbox.AddAsync([Event("e1")]);
        await Inbox.RemoveAsync(first);
        var second = await Inbox.AddAsync([Event("e2")]);
        await Inbox.RemoveAsync(first);

        Assert.Single(await Inbox.ReadAsync(second));
    }

    [Fact]
    public async Task What_is_put_off_is_left_over_only_when_its_time_has_come()
    {
        var ids = await Inbox.AddAsync([Event("e1"), Event("e2")]);
        await Inbox.PostponeAsync([ids[0]], Noon.AddMinutes(5), "unknown_message");

        Assert.Equal([ids[1]], await Inbox.LeftOverAsync(Noon.AddMinutes(1), Noon.AddMinutes(1), 10));
        Assert.Equal(ids, await Inbox.LeftOverAsync(Noon.AddMinutes(6), Noon.AddMinutes(6), 10));
        Assert.Equal([1, 0], (await Inbox.ReadAsync(ids)).Select(entry => entry.Attempts));
        Assert.Empty(await Inbox.LeftOverAsync(Noon, Noon.AddMinutes(6), 10));
    }

    [Fact]
    public async Task What_is_parked_is_listed_and_tried_no_more()
    {
        var ids = await Inbox.AddAsync([Event("e1")]);
        await Inbox.ParkAsync(ids, "unknown_message");

        Assert.Empty(await Inbox.ReadAsync(ids));
        Assert.Empty(await Inbox.LeftOverAsync(Noon.AddDays(1), Noon.AddDays(1), 10));
        var parked = Assert.Single(await Inbox.ParkedAsync(10));
        Assert.Equal((ids[0], "acs", "e1", "unknown_message", Noon), (parked.Id, parked.Event.Source, parked.Event.EventId, parked.Reason, parked.Event.ReceivedAt));
    }

    [Fact]
    public async Task What_waits_is_listed_with_its_reason_and_may_be_tried_at_once()
    {
        var ids = await Inbox.AddAsync([Event("e1"), Event("e2")]);
        await Inbox.PostponeAsync([ids[0]], Noon.AddHours(12), "unknown_sender");
        var waiting = Assert.Single(await Inbox.ParkedAsync(10));
        Assert.Equal((ids[0], "unknown_sender", 1, Noon.AddHours(12)), (waiting.Id, waiting.Reason, waiting.Attempts, waiting.NextTry));

        await Inbox.ParkAsync([ids[0]], "unknown_sender");
        Assert.Null(Assert.Single(await Inbox.ParkedAsync(10)).NextTry);
        Assert.True(await Inbox.RetryAsync(ids[0], Noon));
        Assert.Equal(ids, await Inbox.LeftOverAsync(Noon.AddMinutes(1), Noon.AddMinutes(1), 10));
        Assert.False(await Inbox.RetryAsync(ids[1], Noon));
    }

    [Fact]
    public async Task What_holds_an_address_is_found_whether_it_waits_or_is_parked()
    {
        var ids = await Inbox.AddAsync([Event("e1", "from Ann@Example.com"), Event("e2", "from bob@example.com"), Event("e3", "ann@example.com")]);
        await Inbox.ParkAsync([ids[2]], "unknown_sender");

        Assert.Equal([ids[0], ids[2]], (await Inbox.MentioningAsync(["ann@example.com"])).Select(entry => entry.Id).Order());
        Assert.Empty(await Inbox.MentioningAsync([]));
    }

    private static InboxEvent Event(string? id, string payload = "{}") => new("acs", id, Encoding.UTF8.GetBytes(payload), Noon);
}
