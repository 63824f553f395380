using ActiveReach.Azure.Delivery;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Stages;
using Contracts.Conversions;
using Contracts.Delivery;
using Contracts.Delivery.Model;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests.Delivery;

public sealed class TableSendLedgerTests : SendLedgerContract, IAsyncLifetime
{
    private readonly FakeTimeProvider system = new(Noon);
    private readonly TablesWorld tables = new();
    private readonly MemoryDocuments documents = new();
    private SendLedger? ledger;

    protected override ILedger Store => new TableLedger(tables.Account, TimeProvider.System);

    protected override SendLedger Ledger => ledger ??= new SendLedger(Store, new ClaimTerms { SystemTime = system, Store = new ClaimStore { IsAlone = false } });

    protected override LedgerReports Events => new(Store, new NoTouches(), new MemoryConversions(), Runs);

    protected override StageLedger Stages => new(Store, new TableActiveStages(tables.Account, TimeProvider.System), Ledger);

    protected override RunRecords Runs => new(documents, new LedgerFence(Store), TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();

    protected override void PassSystemTime(TimeSpan time) => system.Advance(time);

    /// <summary>Elsewhere than on SQLite only the end of its lease frees the claim of a dead process.</summary>
    protected override void Restart()
    {
        PassSystemTime(new ClaimTerms().Lease);
        ledger = null;
    }
}
