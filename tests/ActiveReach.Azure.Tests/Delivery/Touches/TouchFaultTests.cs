using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Touches;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Emulators.Faults;

namespace ActiveReach.Azure.Tests.Delivery.Touches;

/// <summary>Places are taken once whatever happens between us and the tables, and cost what they may.</summary>
public sealed class TouchFaultTests : IAsyncLifetime
{
    private const string Group = "tables group 202";

    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);
    private static readonly BatchNumber Number = BatchNumber.Of(Stage.Rest, Channel.Sms, 0);
    private static readonly FrequencyCap Daily = new() { Name = "two a day", Most = 2, Within = TimeSpan.FromDays(1) };

    private readonly TablesWorld tables = new();
    private readonly List<TableTouches> opened = [];

    public static TheoryData<string> Losses => ["the answer", "the request", "the store for a while", "a race"];

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        await new TableLedger(tables.Account, TimeProvider.System).OpenAsync(new LedgerRun(Run, new WorkspaceId("shop"), Run.Campaign, 1, false, Noon, null, null), new Fence(RunStatus.Sending, 1));
    }

    public Task DisposeAsync()
    {
        opened.ForEach(touches => touches.Dispose());
        return tables.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_place_is_taken_once_and_given_back_once_whatever_is_lost(string lost)
    {
        var touches = Open();
        for (var write = 0; write < 3; write++)
        {
            // Whom it is for, the contact's side, the address's.
            Lose(lost, after: write);
            Assert.Equal([null], await touches.NoteAsync([Daily], [To(1, row: 0)]));
        }

        Assert.Equal([null, "two a day"], await touches.NoteAsync([Daily], [To(1, row: 1), To(1, row: 2)]));
        Lose(lost, after: 0);
        await touches.ReleaseAsync([To(1, row: 0).Message]);
        Assert.Equal([null, "two a day"], await touches.NoteAsync([Daily], [To(1, row: 2), To(1, row: 3)]));
    }

    [Fact]
    public async Task Who_died_between_both_sides_has_a_place_that_is_theirs_when_they_come_again()
    {
        var (posts, touches) = (0, Open());
        tables.Faults.Add(Fault.Unavailable, times: 1000, where: (method, _) => method == "POST" && ++posts > 2);
        await Assert.ThrowsAnyAsync<Exception>(() => touches.NoteAsync([Daily], [To(1, row: 0)]));

        var others = Another();
        Assert.Equal([null, null, "two a day"], await others.NoteAsync([Daily], [To(1, row: 0), To(1, row: 1), To(1, row: 2)]));
    }

    [Fact]
    public async Task Processes_that_send_to_one_address_at_once_stay_below_its_cap_together()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(process => Another().NoteAsync([Daily], [To(process, row: process) with { AddressKey = 77 }, To(process, row: process + 10) with { AddressKey = 77 }])));

        Assert.Equal(2, answers.SelectMany(some => some).Count(refusal => refusal is null));
    }

    [Fact]
    public async Task Tables_that_are_asked_too_much_are_waited_for()
    {
        tables.Faults.Add(Fault.Throttled(TimeSpan.FromMilliseconds(10)), times: 3);

        Assert.Equal([null], await Open().NoteAsync([Daily], [To(1, row: 0)]));
        Assert.Equal(3, tables.Faults.Met);
    }

    [Fact]
    public async Task A_message_costs_a_third_of_a_request_and_a_cap_two_more()
    {
        var (touches, batch) = (Open(), Enumerable.Range(0, BatchNumber.MostRows).Select(row => To(row * 7919, row)).ToList());
        await touches.NoteAsync([], [To(1, row: 0, batch: 5)]);
        tables.Requests.Take();

        await touches.NoteAsync([], batch);
        var free = tables.Requests.Take();
        Assert.All(free, request => Assert.Equal(Group, request));
        Assert.True(free.Count <= batch.Count / 3, $"{free.Count} groups for {batch.Count} messages.");

        await touches.NoteAsync([Daily], batch);
        var capped = tables.Requests.Take();
        Assert.Equal(2 * batch.Count, capped.Count(request => request is "tables get 404" or "tables get 200"));
        Assert.Equal(free.Count + 1, capped.Count(request => request == Group));
        Assert.Equal(2 * batch.Count + free.Count + 1, capped.Count);
    }

    [Fact]
    public async Task Whoever_is_merged_leaves_their_places_to_the_other()
    {
        var touches = Open();
        await touches.NoteAsync([Daily], [To(1, row: 0), To(2, row: 1)]);
        for (var told = 0; told < 2; told++)
            await ((IContactBelongings)touches).MoveAsync(new WorkspaceId("shop"), new ContactId(1), new ContactId(2));

        // To an address that nobody had, so that only the contact counts.
        Assert.Equal(["two a day"], await touches.NoteAsync([Daily], [To(2, row: 2) with { AddressKey = 99 }]));
    }

    [Fact]
    public async Task A_thousand_places_of_one_address_are_kept()
    {
        var month = new FrequencyCap { Name = "a thousand", Most = 1_000, Within = TimeSpan.FromDays(30) };
        var touches = Open();
        for (var batch = 0; batch < 20; batch++)
        {
            var many = Enumerable.Range(0, 50).Select(row => To(1, row, batch)).ToList();
            Assert.All(await touches.NoteAsync([month], many), Assert.Null);
        }

        Assert.Equal(["a thousand"], await touches.NoteAsync([month], [To(1, row: 0, batch: 20)]));
    }

    private static Touch To(long person, int row, int batch = 0) =>
        new(BatchNumber.Of(Stage.Rest, Channel.Sms, batch).Row(Run, 0, row), new ContactId(person), person * 31, "ACME", new CapPlace(Channel.Sms, [], Noon.AddMinutes(batch)));

    private TableTouches Open() => Open(tables.Account);

    private TableTouches Another() => Open(tables.AnotherInstance());

    private TableTouches Open(TablesAccount account)
    {
        opened.Add(new TableTouches(account, new TableLedger(account, TimeProvider.System), TimeProvider.System));
        return opened[^1];
    }

    /// <summary>Loses a write, behind so many others.</summary>
    private void Lose(string lost, int after)
    {
        var writes = 0;
        tables.Faults.Add(lost switch
        {
            "the answer" => Fault.AnswerLost,
            "the request" => Fault.RequestLost,
            "a race" => Fault.Changed,
            _ => Fault.Unavailable,
        }, where: (method, _) => method != "GET" && writes++ >= after);
    }
}
