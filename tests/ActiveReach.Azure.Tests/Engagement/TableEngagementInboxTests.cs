using System.Text;
using ActiveReach.Azure.Engagement;
using ActiveReach.Documents;
using ActiveReach.Inbox;
using Azure.Emulators.Faults;
using Contracts.Documents;
using Contracts.Inbox;

namespace ActiveReach.Azure.Tests.Engagement;

public sealed class TableEngagementInboxTests : EngagementInboxContract, IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TablesWorld tables = new();
    private readonly MemoryDocuments documents = new();
    private TableEngagementInbox? inbox;

    public static TheoryData<string> Losses => ["the answer", "the request", "the store for a while", "a race"];

    protected override IEngagementInbox Inbox => inbox ??= new TableEngagementInbox(tables.Account, documents, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task An_event_is_stored_once_and_an_attempt_is_counted_once_whatever_is_lost(string lost)
    {
        Lose(lost);
        var ids = await Inbox.AddAsync([Event("e1"), Event(null)]);
        Assert.Equal(2, ids.Count);
        Assert.Equal(2, (await Inbox.LeftOverAsync(Noon.AddHours(1), Noon.AddHours(1), 10)).Count);

        Lose(lost);
        await Inbox.PostponeAsync(ids, Noon.AddHours(1), "unknown_message");
        Assert.All(await Inbox.ReadAsync(ids), entry => Assert.Equal(1, entry.Attempts));

        Lose(lost);
        await Inbox.ParkAsync(ids, "unknown_message");
        Assert.Equal(2, (await Inbox.ParkedAsync(10)).Count(parked => parked.NextTry is null));

        Lose(lost);
        Assert.True(await Inbox.RetryAsync(ids[0], Noon));
        Assert.Equal(ids[0], Assert.Single(await Inbox.ReadAsync(ids)).Id);

        Lose(lost);
        await Inbox.RemoveAsync(ids);
        Assert.Empty(await Inbox.ParkedAsync(10));
        Assert.Equal(5, tables.Faults.Met);
        Assert.Single(await Inbox.AddAsync([Event("e1")]));
    }

    [Fact]
    public async Task Processes_that_hear_of_an_event_at_once_keep_it_once()
    {
        var others = Enumerable.Range(0, 4).Select(_ => new TableEngagementInbox(tables.AnotherInstance(), documents, TimeProvider.System)).ToList();
        var ids = await Task.WhenAll(others.Select(other => other.AddAsync([Event("e1"), Event("e2")])));

        Assert.Equal(2, ids.Sum(some => some.Count));
        Assert.Equal(2, (await Inbox.LeftOverAsync(Noon.AddHours(1), Noon.AddHours(1), 10)).Count);
    }

    [Fact]
    public async Task Events_of_many_bytes_and_many_events_at_once_come_back_as_they_were()
    {
        var large = new string('x', 150_000);
        var ids = await Inbox.AddAsync([.. Enumerable.Range(0, 20).Select(number => Event($"large {number}", large)), .. Enumerable.Range(0, 500).Select(number => Event($"small {number}"))]);

        Assert.Equal(520, ids.Count);
        Assert.Equal(ids.Order(), await Inbox.LeftOverAsync(Noon.AddHours(1), Noon.AddHours(1), 1_000));
        Assert.Equal(20, (await Inbox.ReadAsync(ids)).Count(entry => Encoding.UTF8.GetString(entry.Event.Payload.Span) == large));
        Assert.All(ids, id => Assert.InRange(id, 1, 1L << 53));
        await Inbox.RemoveAsync(ids);
        Assert.Empty(await Inbox.LeftOverAsync(Noon.AddHours(1), Noon.AddHours(1), 10));
    }

    [Fact]
    public async Task An_event_beyond_what_an_entity_takes_is_refused_by_name()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Inbox.AddAsync([Event("e1", new string('x', 1 << 20))]));

        Assert.Contains("Azure Tables take", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_costs_one_group_a_look_and_a_look_with_a_group_to_go()
    {
        var ids = await Inbox.AddAsync([Event("e1")]);
        await Inbox.ReadAsync(ids);
        await Inbox.RemoveAsync(ids);

        Assert.Equal(["tables group 202", "tables get 200", "tables get 200", "tables group 202"], tables.Requests.Take());
    }

    private static InboxEvent Event(string? id, string payload = "{}") => new("acs", id, Encoding.UTF8.GetBytes(payload), Noon);

    private void Lose(string lost) => tables.Faults.Add(lost switch
    {
        "the answer" => Fault.AnswerLost,
        "the request" => Fault.RequestLost,
        "a race" => Fault.Changed,
        _ => Fault.Unavailable,
    });
}
