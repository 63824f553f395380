using ActiveReach.Azure.Delivery;
using ActiveReach.Benchmarks.Scale;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>What a batch asks of the tables, from its plan to its receipts.</summary>
public sealed class LedgerCostTests : IAsyncLifetime
{
    private static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchNumber Number = BatchNumber.Of(Stage.Rest, Channel.Sms, 0);
    private static readonly BatchMessage Message = new("shop", Run.Value, Stage.Rest, 0, Number.Value, 1, 1);

    private readonly TablesWorld tables = new();

    private TableLedger Ledger => new(tables.Account, TimeProvider.System);

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        await Ledger.OpenAsync(new LedgerRun(Run, new WorkspaceId("shop"), Run.Campaign, 1, false, Noon, null, null), new Fence(RunStatus.Sending, 1));
        tables.Requests.Take();
    }

    public Task DisposeAsync() => tables.DisposeAsync();

    /// <summary>What `./bench scale` reckons with.</summary>
    [Fact]
    public async Task A_batch_costs_what_the_reckoning_of_scale_says()
    {
        await Ledger.ClaimAddressesAsync(Run, [.. Enumerable.Range(0, BatchRequests.Recipients).Select(id => new AddressClaim(id * 7919, new ContactId(id), Number.Row(Run, 0, id)))]);
        Assert.Equal(BatchRequests.Addresses, Taken());
        await Ledger.AddAsync(Run, 0, [Batch()]);
        Assert.Equal(BatchRequests.Plan, Taken());
        await Ledger.SealAsync(Run, Stage.TestSlice, Stage.Rest);
        Taken();

        var worker = new SendLedger(Ledger, new ClaimTerms { Store = new ClaimStore { IsAlone = false }, SystemTime = TimeProvider.System });
        var claim = (await worker.ClaimAsync(Message)).Claim!;
        Assert.Equal(BatchRequests.Claim, Taken());
        await worker.MarkCallingAsync(claim, new CallingRows([.. Enumerable.Range(0, 8)], Noon, null), []);
        Assert.Equal(BatchRequests.Write, Taken());
        await worker.MarkCallingAsync(claim, new CallingRows([.. Enumerable.Range(8, 8)], Noon, null), Handed(0, 8));
        Assert.InRange(Taken() - BatchRequests.Write, 1, BatchRequests.IdPartitions);
        await worker.SettleBatchAsync(claim, Handed(8, BatchRequests.Recipients - 8));
        Assert.Equal(BatchRequests.Write + BatchRequests.IdPartitions, Taken());

        await new TableLedger(tables.Account, TimeProvider.System).ChangeAsync(new KnownBatch(GroupScope.Of(Message)), group =>
        {
            group.Batch = group.Batch with { Sender = "+18005550100" };
            return true;
        });
        Assert.Equal(BatchRequests.Receipt, Taken());
    }

    private int Taken() => tables.Requests.Take().Count;

    private static RowOutcome[] Handed(int first, int count) => [.. Enumerable.Range(first, count).Select(row => new RowOutcome(row, RowResult.Handed, Noon, MessageId: $"id-{row}"))];

    private static NewBatch Batch() => new(Number, [.. Enumerable.Range(0, BatchRequests.Recipients).Select(row => new LedgerRow
    {
        Address = Number.Row(Run, 0, row), Campaign = Run.Campaign, Contact = new ContactId(row + 1), Channel = Channel.Sms, State = LedgerState.Planned, Variant = "A",
    })]);
}
