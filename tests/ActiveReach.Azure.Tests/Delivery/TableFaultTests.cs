using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Azure.Delivery;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Emulators.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>A write to the ledger has the right outcome whatever happens between us and the tables.</summary>
public sealed class TableFaultTests : IAsyncLifetime
{
    private static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchNumber Number = BatchNumber.Of(Stage.Rest, Channel.Sms, 0);
    private static readonly BatchMessage Message = new("shop", Run.Value, Stage.Rest, 0, Number.Value, 1, 1);

    private readonly TablesWorld tables = new();

    /// <summary>What is lost, and at which write.</summary>
    public static TheoryData<string, int> Losses
    {
        get
        {
            var losses = new TheoryData<string, int>();
            foreach (var lost in new[] { "the answer", "the request", "the store for a while", "a race" })
            {
                for (var write = 1; write <= 3; write++)
                    losses.Add(lost, write);
            }

            return losses;
        }
    }

    private TableLedger Ledger => new(tables.Account, TimeProvider.System);

    private TableLedger Others => new(tables.AnotherInstance(), TimeProvider.System);

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        await Ledger.OpenAsync(new LedgerRun(Run, new WorkspaceId("shop"), Run.Campaign, 2, false, Noon, null, null), new Fence(RunStatus.Sending, 1));
    }

    public Task DisposeAsync() => tables.DisposeAsync();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_batch_that_was_lost_on_the_way_is_planned_claimed_and_settled_once(string lost, int write)
    {
        await LosingAsync(lost, write, () => Ledger.AddAsync(Run, 0, [Batch(3)]));
        await LosingAsync(lost, write, () => Ledger.SealAsync(Run, Stage.TestSlice, Stage.Rest));
        var worker = Worker();

        var answer = await LosingAsync(lost, write, () => worker.ClaimAsync(Message));
        Assert.Equal((ClaimVerdict.Taken, 3, 1L), (answer.Verdict, answer.Rows!.Count, answer.Claim!.Ordinal));
        Assert.True(await LosingAsync(lost, write, () => worker.MarkCallingAsync(answer.Claim, new CallingRows([0, 1, 2], Noon, null), [])));
        var settlement = await LosingAsync(lost, write, () => worker.SettleBatchAsync(answer.Claim, [.. Enumerable.Range(0, 3).Select(row => new RowOutcome(row, RowResult.Handed, Noon, MessageId: $"id {row}/?"))]));

        Assert.Equal(new BatchSettlement(true, 0, 0), settlement);
        Assert.Equal(3, (await Ledger.TalliesAsync(Run)).Where(tally => tally.Key.Scope is TallyScope.People).Sum(tally => tally[Counted.Sent]));
        Assert.Equal(0, Assert.Single((await Ledger.StageAsync(Run, Stage.Rest))!).Remaining);
        Assert.Equal(2, (await Ledger.FindByMessageIdAsync(new WorkspaceId("shop"), "id 2/?"))!.Address.Row);
        Assert.True(tables.Faults.Met > 0);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_fence_is_raised_and_an_address_is_claimed_whatever_is_lost(string lost, int write)
    {
        AddressClaim[] claims = [.. Enumerable.Range(0, 5).Select(id => new AddressClaim(id * 64, new ContactId(id), Number.Row(Run, 0, id)))];

        Assert.Equal(claims, await LosingAsync(lost == "a race" ? "the answer" : lost, write, () => Ledger.ClaimAddressesAsync(Run, claims)));
        await LosingAsync(lost, write, () => Ledger.RaiseAsync(Run, new Fence(RunStatus.Paused, 2)));

        Assert.Equal(new Fence(RunStatus.Paused, 2), await Ledger.FenceAsync(Run));
        Assert.Equal(claims, await Ledger.ClaimAddressesAsync(Run, [.. claims.Select(claim => claim with { Contact = new ContactId(77) })]));
    }

    [Fact]
    public async Task Who_is_known_to_have_lost_a_race_decides_about_what_the_winner_left()
    {
        await Ledger.AddAsync(Run, 0, [Batch(2)]);
        var batch = new KnownBatch(GroupScope.Of(Message), await Ledger.ReadAsync(GroupScope.Of(Message)));
        await Others.ChangeAsync(new KnownBatch(GroupScope.Of(Message)), Mark("theirs"));

        Assert.Equal("theirs", await Ledger.ChangeAsync(batch, group =>
        {
            var found = group.Batch.Sender;
            group.Batch = group.Batch with { Sender = "mine" };
            return found;
        }));
        Assert.Equal("mine", Assert.Single(await Others.BatchesAsync(Run, 0, [Number])).Sender);
    }

    [Fact]
    public async Task Many_who_settle_at_once_in_one_shard_all_come_through()
    {
        var numbers = Enumerable.Range(0, 6).Select(sequence => BatchNumber.Of(Stage.Rest, Channel.Sms, sequence)).ToList();
        await Ledger.AddAsync(Run, 0, [.. numbers.Select(number => Batch(1, number))]);
        await Ledger.SealAsync(Run, Stage.TestSlice, Stage.Rest);
        await Task.WhenAll(numbers.Select(async number =>
        {
            var (worker, message) = (Worker(), Message with { Batch = number.Value });
            var claim = (await worker.ClaimAsync(message)).Claim!;
            await worker.MarkCallingAsync(claim, new CallingRows([0], Noon, null), []);
            await worker.SettleBatchAsync(claim, [new RowOutcome(0, RowResult.Handed, Noon)]);
        }));

        Assert.Equal(0, Assert.Single((await Ledger.StageAsync(Run, Stage.Rest))!).Remaining);
        Assert.Empty(await Ledger.OpenBatchesAsync(Run));
    }

    [Fact]
    public async Task A_store_that_stays_away_is_told_and_nothing_is_made_up()
    {
        await Ledger.AddAsync(Run, 0, [Batch(1)]);
        tables.Faults.Add(Fault.Unavailable, times: 1000, where: (_, _) => true);

        await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => Worker().ClaimAsync(Message));

        Assert.Equal(0, Assert.Single(await Others.BatchesAsync(Run, 0, [Number])).Claims);
    }

    [Fact]
    public async Task A_partition_that_refuses_keeps_back_its_own_batches_and_nothing_is_said_to_be_complete()
    {
        foreach (var shard in new[] { 0, 1 })
            await Ledger.AddAsync(Run, shard, [Batch(2, shard: shard)]);
        await Ledger.SealAsync(Run, Stage.TestSlice, Stage.Rest);
        tables.Faults.Add(Fault.Unavailable, int.MaxValue, (_, address) => Uri.UnescapeDataString(address.Query + address.AbsolutePath).Contains($"'{Run}:01'", StringComparison.Ordinal));

        await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => Worker().ClaimAsync(Message with { Shard = 1 }));
        await SettleAsync(0);
        await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => Ledger.TalliesAsync(Run));
        await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => Ledger.StageAsync(Run, Stage.Rest));
        await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => Ledger.RaiseAsync(Run, new Fence(RunStatus.Paused, 2)));
        Assert.Equal(new Fence(RunStatus.Sending, 1), await Ledger.FenceAsync(Run));

        tables.Faults.Clear();
        await SettleAsync(1);
        Assert.Equal(0, (await Ledger.StageAsync(Run, Stage.Rest))!.Sum(head => head.Remaining));
        Assert.Equal(4, (await Ledger.TalliesAsync(Run)).Where(tally => tally.Key.Scope is TallyScope.People).Sum(tally => tally[Counted.Sent]));
        await Ledger.RaiseAsync(Run, new Fence(RunStatus.Paused, 2));
        Assert.Equal(new Fence(RunStatus.Paused, 2), await Ledger.FenceAsync(Run));
    }

    [Theory]
    [InlineData(10, ClaimVerdict.ClockOff)]
    [InlineData(-10, ClaimVerdict.ClockOff)]
    [InlineData(3, ClaimVerdict.Taken)]
    [InlineData(-3, ClaimVerdict.Taken)]
    public async Task A_worker_whose_clock_is_off_the_stores_takes_no_batch(int seconds, ClaimVerdict verdict)
    {
        await Ledger.AddAsync(Run, 0, [Batch(1)]);
        var account = tables.AnotherInstance(new ClockThatIsOff(TimeSpan.FromSeconds(seconds)));
        var worker = new SendLedger(new TableLedger(account, TimeProvider.System), new ClaimTerms { Store = new ClaimStore { IsAlone = false, Ahead = () => account.Clock.Ahead } });

        Assert.Equal(verdict, (await worker.ClaimAsync(Message)).Verdict);
        Assert.Equal(verdict is ClaimVerdict.Taken, Assert.Single(await Ledger.BatchesAsync(Run, 0, [Number])).Owner is not null);
    }

    [Fact]
    public void The_ledger_on_tables_is_composed_as_one_of_many_processes()
    {
        using var app = new ServiceCollection()
            .AddSingleton(new StoreMeter())
            .AddTablesAccount(StorageWorld.Emulator(AccountKind.Tables, "UseDevelopmentStorage=true"))
            .AddTablesLedger()
            .BuildServiceProvider();

        Assert.Equal((false, TimeSpan.Zero), (app.GetRequiredService<ClaimStore>().IsAlone, app.GetRequiredService<ClaimStore>().Ahead()));
    }

    [Fact]
    public async Task Only_the_end_of_its_lease_frees_the_claim_of_a_dead_process()
    {
        await Ledger.AddAsync(Run, 0, [Batch(1)]);
        var time = new FakeTimeProvider(Noon);
        Assert.Equal(ClaimVerdict.Taken, (await Worker(time).ClaimAsync(Message)).Verdict);
        Assert.Equal(ClaimVerdict.TakenByAnother, (await Worker(time).ClaimAsync(Message)).Verdict);
        time.Advance(new ClaimTerms().Lease);
        Assert.Equal(ClaimVerdict.Taken, (await Worker(time).ClaimAsync(Message)).Verdict);
    }

    private async Task SettleAsync(int shard)
    {
        var worker = Worker();
        var claim = (await worker.ClaimAsync(Message with { Shard = shard })).Claim!;
        await worker.MarkCallingAsync(claim, new CallingRows([0, 1], Noon, null), []);
        await worker.SettleBatchAsync(claim, [new RowOutcome(0, RowResult.Handed, Noon), new RowOutcome(1, RowResult.Handed, Noon)]);
    }

    private static Func<LedgerGroup, bool> Mark(string sender) => group =>
    {
        group.Batch = group.Batch with { Sender = sender };
        return true;
    };

    private static NewBatch Batch(int people, BatchNumber? number = null, int shard = 0) => new(number ?? Number, [.. Enumerable.Range(0, people).Select(row => new LedgerRow
    {
        Address = (number ?? Number).Row(Run, shard, row),
        Campaign = Run.Campaign,
        Contact = new ContactId((shard * 100) + row + 1),
        Channel = Channel.Sms,
        State = LedgerState.Planned,
        Variant = "A",
    })]);

    private SendLedger Worker(TimeProvider? time = null) => new(Ledger, new ClaimTerms { Store = new ClaimStore { IsAlone = false }, SystemTime = time ?? TimeProvider.System });

    private async Task LosingAsync(string lost, int write, Func<Task> deed) => await LosingAsync(lost, write, async () =>
    {
        await deed();
        return true;
    });

    /// <summary>Loses one write of it, if it makes so many.</summary>
    private async Task<T> LosingAsync<T>(string lost, int write, Func<Task<T>> deed)
    {
        tables.Faults.AddTo(write, lost switch
        {
            "the answer" => Fault.AnswerLost,
            "the request" => Fault.RequestLost,
            "a race" => Fault.Changed,
            _ => Fault.Unavailable,
        });
        var answer = await deed();
        tables.Faults.Clear();
        return answer;
    }

    private sealed class ClockThatIsOff(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
