using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;
using Contracts.Conversions;
using Contracts.Delivery.World;
using Contracts.Documents;

namespace Contracts.Delivery.Model;

/// <summary>One start of the process: the real send path, each of its deeds in its turn.</summary>
internal sealed class ModelProcess
{
    private readonly ModelWorld world;

    public ModelProcess(ModelWorld world, int number)
    {
        this.world = world;
        Who = new Incarnation(number);
        var turns = world.Turns;
        var ledger = new LedgerInTurn(world.Stores.Ledger, turns, Who);
        var queue = new QueueInTurn(world.Post, turns, Who);
        var outlets = new OutletDirectories(new OutletRegister(new MemoryDocuments()));
        var carriers = new HouseProviders(world.Carriers.Select(carrier => new CarrierInTurn(carrier, turns, Who)));
        var claims = new SendLedger(ledger, new ClaimTerms { Lease = world.Options.Lease, SystemTime = world.SystemClock, Incarnation = number, Store = new ClaimStore { IsAlone = world.IsAlone } });
        var stages = new StageLedger(ledger, new StagesInTurn(world.Stores.Stages, turns, Who), claims);
        Runs = new RunRecords(new DocumentsInTurn(world.Documents, turns, Who), new LedgerFence(ledger), world.Clock);
        PlanAudience = new PlanAudience(
            new PlansInTurn(world.Stores.Plans, turns, Who), ledger, world.Pages, new ResolveAudience(new SavedSegments(new MemoryDocuments()), world.Clock), Runs, world.Workspace.Register, outlets,
            new OutletOverrides(new MemoryDocuments(), new CampaignRows(new MemoryDocuments())), new DeliveryMeter(), world.Clock);
        OccurrencePlan = new OccurrencePlan(new PlansInTurn(world.Stores.Plans, turns, Who), ledger, world, Runs);
        PlanFallback = new PlanFallback(ledger, world.People, Runs, world.Workspace.Register, outlets, carriers, world.Clock);
        StartStage = new StartStage(stages, Runs, queue, new Lanes { Window = world.Options.Window, Least = world.Options.LeastLanes }, world.Clock);
        CancelDelivery = new CancelDelivery(stages, Runs);
        Reports = new LedgerReports(ledger, new NoTouches(), new MemoryConversions(), Runs);
        deliverBatch = new DeliverBatch(
            claims, stages, ledger, Runs, world.Workspace.Register, world.People, new PlainComposer(), new NoTouches(),
            new KeptPlaces(new CampaignRecords(world.Documents, world.Clock), new ResolveAudience(new SavedSegments(new MemoryDocuments()), world.Clock), world.People), new PersonalLinks(new MemoryDocuments()), outlets, new SuppressedAddresses(new NoSuppressions()), new OutletVerdicts(world.Documents), carriers, queue,
            new Throttle(new EveryPermit(), new ProviderPulse(world.Clock, world.Options), world.Clock), new DeliveryMeter(), world.Options, world.Clock);
    }

    private readonly DeliverBatch deliverBatch;

    public Incarnation Who { get; }

    public RunRecords Runs { get; }

    private PlanAudience PlanAudience { get; }

    private OccurrencePlan OccurrencePlan { get; }

    public PlanFallback PlanFallback { get; }

    public StartStage StartStage { get; }

    public CancelDelivery CancelDelivery { get; }

    public LedgerReports Reports { get; }

    public Task<BatchFollowUp> DeliverAsync(string body) => deliverBatch.DeliverAsync(JsonSerializer.Deserialize<BatchMessage>(body, Wire.Json)!);

    /// <summary>False while more is to be planned.</summary>
    public async Task<bool> PlanAsync() => world.Occurrences > 1 ? await OccurrencePlan.ContinueAsync() : (await PlanAudience.ContinueAsync(ModelWorld.Run)).IsDone;

    /// <summary>Changes the run as pause, resume and cancel do: with a newer epoch.</summary>
    public async Task MoveAsync(RunStatus from, RunStatus to)
    {
        var run = (await Runs.FindAsync(ModelWorld.Run))!;
        if (run.Status == from)
            await Runs.TryUpdateAsync(run with { Status = to, Epoch = run.Epoch + 1 });
    }

    private sealed class EveryPermit : IPermits
    {
        public Task<PermitLease> LeaseAsync(SendLimit limit, TokenNeed need, Asker? asker, CancellationToken cancellation = default) => Task.FromResult(new PermitLease(limit, need.Tokens, TimeSpan.Zero, default));

        public Task ReturnAsync(PermitLease lease, int unused, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task CloseAsync(SendLimit limit, DateTimeOffset until, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task<DateTimeOffset?> ClosedUntilAsync(SendLimit limit, CancellationToken cancellation = default) => Task.FromResult<DateTimeOffset?>(null);

        public Task<DateTimeOffset?> FullUntilAsync(SendLimit limit, CancellationToken cancellation = default) => Task.FromResult<DateTimeOffset?>(null);
    }
}

/// <summary>The workspace has no caps, reports are made by address, and nobody looks for messages.</summary>
public sealed class NoTouches : ITouches
{
    public Task<IReadOnlyList<string?>> NoteAsync(IReadOnlyList<FrequencyCap> caps, IReadOnlyList<Touch> touches, int places = int.MaxValue, CancellationToken cancellation = default) => caps.Count == 0
        ? Task.FromResult<IReadOnlyList<string?>>(new string?[Math.Min(places, touches.Count)])
        : throw new NotSupportedException("There are no caps.");

    public Task ReleaseAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation = default) => throw new NotSupportedException("There are no caps.");

    public Task<IReadOnlyList<SentMessage>> SentToAsync(WorkspaceId workspace, ContactId? contact, long? addressKey, DateTimeOffset by, int limit, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
