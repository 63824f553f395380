using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using Azure.Emulators.Faults;

namespace ActiveReach.Azure.Tests.Replies;

/// <summary>Replies come out right whatever happens to their requests, which are few.</summary>
public sealed class ReplyFaultTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly AddressHash Number = AddressHash.Of("+14155550123");

    private readonly FaultPlan faults = new();
    private readonly CosmosWorld cosmos;

    public ReplyFaultTests() => cosmos = new CosmosWorld(new FaultHandler(faults));

    public static TheoryData<string> Losses => ["the answer", "the request", "the store for a while"];

    public async Task InitializeAsync()
    {
        await cosmos.InitializeAsync();
        // The client learns of the container with the first request.
        await cosmos.Replies.FindAsync(Shop, "rpl_0");
        cosmos.Requests.Take();
    }

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_reply_that_was_lost_on_the_way_is_kept_once(string lost)
    {
        faults.Add(lost switch { "the answer" => Fault.AnswerLost, "the request" => Fault.RequestLost, _ => Fault.Unavailable });
        Assert.True(await cosmos.Replies.AddAsync(Reply(1)));
        Assert.False(await cosmos.Replies.AddAsync(Reply(1) with { Text = "other" }));
        Assert.Equal((1, "Hello"), (faults.Met, (await cosmos.Replies.FindAsync(Shop, "rpl_1"))!.Text));
    }

    [Fact]
    public async Task A_reply_that_somebody_else_changes_meanwhile_keeps_both_changes()
    {
        await cosmos.Replies.AddAsync(Reply(1));
        await Task.WhenAll(cosmos.Replies.SetKindAsync(Shop, "rpl_1", ReplyKind.OptOut), cosmos.Replies.EraseAsync(Shop, new ContactId(7), null));
        Assert.Equal((ReplyKind.OptOut, ""), (await cosmos.Replies.FindAsync(Shop, "rpl_1") is { } reply ? (reply.Kind, reply.Text) : default));
    }

    [Fact]
    public async Task Of_many_words_at_once_the_last_one_holds()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Says(n, isStop: n % 2 == 0)));
        Assert.False(await Says(14, isStop: true));
        Assert.True(await Says(15, isStop: true));

        Task<bool> Says(int second, bool isStop) => cosmos.Replies.IsLastWordAsync(Shop, Channel.Sms, Number, Noon.AddSeconds(second), isStop);
    }

    [Fact]
    public async Task A_store_that_is_asked_too_much_is_waited_for_as_long_as_it_says()
    {
        faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(200)), times: 2);
        var began = TimeProvider.System.GetTimestamp();
        Assert.True(await cosmos.Replies.AddAsync(Reply(1)));

        // Timers of the system may come some milliseconds early.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromMilliseconds(380), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_reply_is_one_write_a_find_one_read_and_a_thread_two_queries_a_slice()
    {
        await cosmos.Replies.AddAsync(Reply(1));
        await cosmos.Replies.FindAsync(Shop, "rpl_1");
        await cosmos.Replies.SetKindAsync(Shop, "rpl_1", ReplyKind.OptOut);
        Assert.Equal(["replies batch 200", "replies read 200", "replies read 200", "replies batch 200"], cosmos.Requests.Take());
        await cosmos.Replies.ThreadAsync(Shop, new ContactId(7), new PageQuery(10, null, "at", true));
        Assert.Equal(Enumerable.Repeat("replies query 200", 32), cosmos.Requests.Take());
    }

    private static Reply Reply(int number) => new()
    {
        Id = $"rpl_{number}",
        Workspace = Shop,
        Channel = Channel.Sms,
        From = "+14155550123",
        To = "+18005550100",
        Text = "Hello",
        Kind = ReplyKind.Reply,
        At = Noon.AddSeconds(number),
        Contact = new ContactId(7),
        Campaign = new CampaignId("cmp_1"),
    };
}
