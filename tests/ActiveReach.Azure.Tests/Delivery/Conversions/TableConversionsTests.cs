using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Conversions;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Emulators.Faults;
using Contracts.Conversions;

namespace ActiveReach.Azure.Tests.Delivery.Conversions;

public sealed class TableConversionsTests : ConversionsContract, IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TablesWorld tables = new();
    private TableConversions? store;
    private int next;

    public static TheoryData<string> Losses => ["the answer", "the request", "the store for a while", "a race"];

    protected override IConversions Conversions => Store;

    protected override WorkspaceId Workspace => new("shop");

    private TableConversions Store => store ??= new TableConversions(tables.Account, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();

    [Fact]
    public async Task An_event_marks_its_person_where_conversions_are_counted_and_a_report_nobody_of_whom_nothing_is_known()
    {
        await Store.HearAsync(Workspace, [new ContactId(1)]);
        Assert.Empty(await Conversions.DueAsync(Workspace, 10));

        await RunAsync();
        await Store.HearAsync(Workspace, [new ContactId(1)]);
        await Conversions.MarkAsync(Workspace, [new ContactId(1), new ContactId(2)]);
        Assert.Equal(new ContactId(1), Assert.Single(await Conversions.DueAsync(Workspace, 10)).Contact);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Conversions_are_counted_once_whatever_is_lost(string lost)
    {
        var (run, ana) = (await RunAsync(), await CustomerAsync());
        for (var write = 0; write < (lost == "a race" ? 3 : 4); write++)
        {
            // The person, the run, the person again, the mark; which stays where somebody else has marked them meanwhile.
            var due = Assert.Single(await Conversions.MarkAsync(Workspace, [ana]));
            Lose(lost, after: write);
            Assert.True(await Conversions.TryCreditAsync(Workspace, due, [Of(ana, run, write + 1)]));
            Assert.Empty(await Conversions.DueAsync(Workspace, 10));
            Assert.Equal(write + 1, Assert.Single(await Conversions.SumsAsync(run)).Amount);
        }
    }

    [Fact]
    public async Task Who_died_before_the_run_heard_of_it_is_credited_again_and_counts_once()
    {
        var (run, other, ana) = (await RunAsync(), await RunAsync(), await CustomerAsync());
        await CreditAsync(ana, Of(ana, run, 5));
        var writes = 0;
        var due = Assert.Single(await Conversions.MarkAsync(Workspace, [ana]));
        tables.Faults.Add(Fault.Unavailable, times: 1_000, where: (method, _) => method != "GET" && ++writes > 1);
        await Assert.ThrowsAnyAsync<Exception>(() => Conversions.TryCreditAsync(Workspace, due, [Of(ana, other, 7)]));

        var others = new TableConversions(tables.AnotherInstance(), TimeProvider.System);
        var again = Assert.Single(await others.DueAsync(Workspace, 10));
        Assert.True(await others.TryCreditAsync(Workspace, again, [Of(ana, other, 7)]));
        Assert.Empty(await others.SumsAsync(run));
        Assert.Equal(7, Assert.Single(await others.SumsAsync(other)).Amount);
        Assert.Empty(await others.DueAsync(Workspace, 10));
    }

    [Fact]
    public async Task Whoever_is_merged_leaves_what_they_did_to_the_other_and_counts_once()
    {
        var (run, ana, bo) = (await RunAsync(), await CustomerAsync(), await CustomerAsync());
        await CreditAsync(ana, Of(ana, run, 5));
        for (var told = 0; told < 2; told++)
            await ((IContactBelongings)Store).MoveAsync(Workspace, ana, bo);

        Assert.Empty(await Conversions.OfAsync(ana));
        Assert.Equal(Of(bo, run, 5), Assert.Single(await Conversions.OfAsync(bo)));
        Assert.Equal(5, Assert.Single(await Conversions.SumsAsync(run)).Amount);
        Assert.Equal(bo, Assert.Single(await Conversions.DueAsync(Workspace, 10)).Contact);
    }

    [Fact]
    public async Task A_person_with_thousands_of_conversions_is_kept()
    {
        var (run, ana) = (await RunAsync(), await CustomerAsync());
        Conversion[] many = [.. Enumerable.Range(0, 5_000).Select(order => Of(ana, run, 1) with { Cause = $"order:{Guid.NewGuid()}", At = Noon.AddMinutes(order), IsFirst = order == 0 })];
        await CreditAsync(ana, many);

        Assert.Equal(many, await Conversions.OfAsync(ana));
        Assert.Equal((1, 5_000), (Assert.Single(await Conversions.SumsAsync(run)).People, Assert.Single(await Conversions.SumsAsync(run)).Amount));
    }

    [Fact]
    public async Task A_mark_costs_a_look_and_a_group_and_a_credit_for_one_run_eight_requests()
    {
        var (run, ana) = (await RunAsync(), await CustomerAsync());
        tables.Requests.Take();

        var due = Assert.Single(await Conversions.MarkAsync(Workspace, [ana]));
        Assert.Equal(["tables get 200", "tables group 202"], tables.Requests.Take());

        await Conversions.TryCreditAsync(Workspace, due, [Of(ana, run, 5)]);
        Assert.Equal(
            ["tables get 404", "tables get 200", "tables add 204", "tables get 404", "tables add 204", "tables get 200", "tables put 204", "tables delete 204"], tables.Requests.Take());

        await Conversions.SumsAsync(run);
        Assert.Equal(8, tables.Requests.Take().Count(request => request == "tables query 200"));
    }

    protected override async Task<RunId> RunAsync()
    {
        var run = RunId.Of(new CampaignId($"cmp_{next++}"), 1);
        await new TableLedger(tables.Account, TimeProvider.System).OpenAsync(new LedgerRun(run, Workspace, run.Campaign, 1, false, Noon, "bought", TimeSpan.FromDays(1)), new Fence(RunStatus.Sending, 1));
        return run;
    }

    protected override async Task<ContactId> CustomerAsync()
    {
        await new TableLedger(tables.Account, TimeProvider.System).OpenAsync(
            new LedgerRun(new RunId("cmp_first.1"), Workspace, new CampaignId("cmp_first"), 1, false, Noon, "bought", TimeSpan.FromDays(1)), new Fence(RunStatus.Sending, 1));
        var contact = new ContactId((1L << 32) + next++);
        await Store.HearAsync(Workspace, [contact]);
        foreach (var due in await Conversions.DueAsync(Workspace, 10))
            await Conversions.TryCreditAsync(Workspace, due, []);
        return contact;
    }

    private static Conversion Of(ContactId contact, RunId run, decimal amount) => new()
    {
        Message = new LedgerAddress(run, 0, BatchNumber.Of(Stage.Rest, Channel.Sms, 0).Value, 1),
        Contact = contact,
        Cause = "order:1",
        At = Noon,
        Amount = amount,
        Currency = "USD",
        IsFirst = true,
        Group = new ConversionGroup(Channel.Sms, Stage.Rest, "A", "out_1", 492_000),
    };

    private async Task CreditAsync(ContactId contact, params IReadOnlyList<Conversion> conversions) =>
        Assert.True(await Conversions.TryCreditAsync(Workspace, Assert.Single(await Conversions.MarkAsync(Workspace, [contact])), conversions));

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
