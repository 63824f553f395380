using ActiveReach.Azure.Consent;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Workspaces;
using Azure.Emulators.Faults;

namespace ActiveReach.Azure.Tests.Consent;

/// <summary>An opt-out is in the log before anybody is answered, whatever happens between us and the stores.</summary>
public sealed class SuppressionFaultTests : IAsyncLifetime
{
    private const string Ann = "ann@example.com";

    private static readonly WorkspaceId Shop = new("shop");
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FaultPlan faults = new();
    private readonly CosmosWorld cosmos;

    public SuppressionFaultTests() => cosmos = new CosmosWorld(new FaultHandler(faults));

    public static TheoryData<string> Losses => ["the answer", "the request", "the store for a while", "a race"];

    private CosmosSuppressions List => cosmos.Suppressions;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task The_log_has_a_change_once_whatever_is_lost_on_its_way(string lost)
    {
        Lose(lost);
        Assert.Equal(1, await AddAsync());
        Lose(lost);
        Assert.Equal(1, await List.RemoveAsync(Shop, AddressHash.Of(Ann)));

        Assert.Equal(2, cosmos.Tables.Faults.Met);
        Assert.Equal([(1, true), (2, false)], await LogAsync());
    }

    [Fact]
    public async Task Who_died_between_log_and_list_keeps_the_address_from_being_sent_to_and_lists_it_when_they_come_again()
    {
        faults.Add(Fault.Unavailable, times: 1_000, where: (method, _) => method != "GET");
        await Assert.ThrowsAnyAsync<Exception>(AddAsync);
        Assert.True((await new SuppressedAddresses(List).AsOfNowAsync(Shop)).Holds(Ann, Channel.Email));
        Assert.False(await List.IsListedAsync(Shop, Channel.Email, AddressHash.Of(Ann)));

        var others = new CosmosSuppressions(cosmos.AnotherAccount(), cosmos.AnotherWriter(cosmos.AnotherAccount()));
        Assert.Equal(1, await others.AddAsync(Shop, [SuppressionEntry.Of(Ann, [Channel.Email], "complaint")], Noon));
        Assert.True(await others.IsListedAsync(Shop, Channel.Email, AddressHash.Of(Ann)));
    }

    [Fact]
    public async Task A_log_that_can_not_be_written_leaves_the_list_as_it_is()
    {
        cosmos.Tables.Faults.Add(Fault.Unavailable, times: 1_000, where: (_, _) => true);

        await Assert.ThrowsAnyAsync<Exception>(AddAsync);

        Assert.False(await List.IsListedAsync(Shop, Channel.Email, AddressHash.Of(Ann)));
    }

    [Fact]
    public async Task Who_wanted_to_take_off_what_somebody_else_listed_for_good_meanwhile_says_that_it_stays()
    {
        var reason = SuppressionReason.OptedOut;
        await List.AddAsync(Shop, [SuppressionEntry.Of(Ann, [Channel.Email], reason)], Noon);
        var (tries, hash) = (0, AddressHash.Of(Ann));
        await cosmos.Contacts.WriteAsync(Shop, async (book, _) =>
        {
            await book.SayAsync(hash, record => record.Unlist([Channel.Email], SuppressionReason.OwnWords));
            if (tries++ == 0)
                await List.AddAsync(Shop, [SuppressionEntry.Of(Ann, [Channel.Email], "complaint")], Noon);
            return true;
        });

        Assert.Equal(2, tries);
        Assert.True(await List.IsListedAsync(Shop, Channel.Email, hash));
        Assert.Equal([(1, true), (2, false), (3, true)], await LogAsync());
    }

    [Fact]
    public async Task Many_who_write_at_once_leave_a_log_that_says_what_the_list_says()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            var list = new CosmosSuppressions(cosmos.Account, cosmos.AnotherWriter());
            for (var turn = 0; turn < 4; turn++)
            {
                var address = $"{turn % 2}@example.com";
                if ((writer + turn) % 3 == 0)
                    await list.RemoveAsync(Shop, AddressHash.Of(address));
                else
                    await list.AddAsync(Shop, [SuppressionEntry.Of(address, [Channel.Email], "complaint")], Noon);
            }
        }));

        var kept = await new SuppressedAddresses(List).AsOfNowAsync(Shop);
        foreach (var address in new[] { "0@example.com", "1@example.com" })
            Assert.Equal(await List.IsListedAsync(Shop, Channel.Email, AddressHash.Of(address)), kept.Holds(address, Channel.Email));
        var positions = (await List.ReadLogAsync(Shop, 0, 1_000)).Select(change => change.Position).ToList();
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(position => (long)position), positions);
    }

    [Fact]
    public async Task The_tail_of_the_log_costs_one_request_and_a_change_a_look_and_a_group()
    {
        await AddAsync();
        Assert.Equal(["tables get 404", "tables group 202"], cosmos.Tables.Requests.Take());

        var kept = new SuppressedAddresses(List);
        await kept.AsOfNowAsync(Shop);
        await kept.AsOfNowAsync(Shop);
        Assert.Equal(["tables query 200", "tables query 200"], cosmos.Tables.Requests.Take());
    }

    private Task<long> AddAsync() => List.AddAsync(Shop, [SuppressionEntry.Of(Ann, [Channel.Email], "complaint")], Noon);

    private async Task<IEnumerable<(long, bool)>> LogAsync() => (await List.ReadLogAsync(Shop, 0, 10)).Select(change => (change.Position, change.IsListed));

    private void Lose(string lost) => cosmos.Tables.Faults.Add(lost switch
    {
        "the answer" => Fault.AnswerLost,
        "the request" => Fault.RequestLost,
        "a race" => Fault.Changed,
        _ => Fault.Unavailable,
    });
}
