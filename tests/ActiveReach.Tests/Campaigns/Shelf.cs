using ActiveReach.Campaigns.Records;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Documents;
using ActiveReach.Problems;
using Contracts.Documents;

namespace ActiveReach.Tests.Campaigns;

/// <summary>Documents in memory, with a list of the intents that were committed with them.</summary>
internal sealed class Shelf : IDocuments, IRunFence
{
    private readonly MemoryDocuments documents = new();

    public Shelf(TimeProvider clock)
    {
        Campaigns = new CampaignRecords(this, clock);
        Runs = new RunRecords(this, this, clock);
        Derive = new DeriveStatus(Campaigns, Runs, clock);
        RunWriter = new RunWriter(this, Runs, this, Derive, new PendingIntents(this));
    }

    public CampaignRecords Campaigns { get; }

    public RunRecords Runs { get; }

    public DeriveStatus Derive { get; }

    public RunWriter RunWriter { get; }

    public List<Intent> Intents { get; } = [];

    /// <summary>Epochs as the ledger was told of them.</summary>
    public List<int> Fenced { get; } = [];

    public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default) => documents.FindAsync(key, cancellation);

    public Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default) => documents.QueryAsync(query, cancellation);

    /// <summary>Somebody who is faster.</summary>
    public Func<IReadOnlyList<DocumentChange>, Task>? BeforeCommit { get; set; }

    public bool IsLedgerDown { get; set; }

    public async Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default)
    {
        if (BeforeCommit is { } before)
            await before(changes);
        var outcome = await documents.CommitAsync(partition, changes, cancellation);
        if (outcome.IsDone)
            Intents.AddRange(changes.Where(change => change is { Kind: "intent", Document: not null }).Select(change => JsonSerializer.Deserialize<PendingIntent>(change.Document!.Body.Span, Wire.Json)!.Intent));
        return outcome;
    }

    public Task RaiseAsync(Run run, CancellationToken cancellation = default)
    {
        if (IsLedgerDown)
            throw new IOException("The ledger is out of reach.");
        Fenced.Add(run.Epoch);
        return Task.CompletedTask;
    }
}
