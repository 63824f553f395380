using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Delivery.World;

/// <summary>The stores of the send path that are held to a suite.</summary>
public sealed record SendStores(ILedger Ledger, ILedgerRows Rows, IPlans Plans, IActiveStages Stages, IPermits Permits, ITouches Touches, IConversions Conversions);

/// <summary>The send path on whatever stores, with people, carriers and queues in memory. Its clock of business stands still until messages are waited for.</summary>
public sealed class SendWorld
{
    public static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);
    public static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DeliveryOptions options = new() { Window = 4 };
    private readonly MemoryDocuments documents = new();
    private readonly StageLedger stages;
    private readonly OutletDirectories outlets;
    private readonly OneWorkspace workspace = new(OneShop.Shop);
    private readonly DeliverBatch deliver;

    public SendWorld(SendStores stores, FakeTimeProvider clock)
    {
        (Stores, Clock, Post) = (stores, clock, new Post(clock));
        outlets = new OutletDirectories(new OutletRegister(documents));
        var claims = new SendLedger(stores.Ledger, new ClaimTerms { Lease = options.Lease, SystemTime = new FakeTimeProvider(Noon) });
        stages = new StageLedger(stores.Ledger, stores.Stages, claims);
        deliver = new DeliverBatch(
            claims, stages, stores.Ledger, Runs, workspace.Register, People, new PlainComposer(), stores.Touches,
            new KeptPlaces(new CampaignRecords(documents, clock), new ResolveAudience(new SavedSegments(documents), clock), People), new PersonalLinks(documents), outlets, new SuppressedAddresses(new NoSuppressions()), new OutletVerdicts(documents),
            new HouseProviders([Sms, Email]), Post, new Throttle(stores.Permits, new ProviderPulse(clock, options), clock), new DeliveryMeter(), options, clock);
    }

    public SendStores Stores { get; }

    public FakeTimeProvider Clock { get; }

    public People People { get; } = new();

    public Carrier Sms { get; } = new(Channel.Sms);

    public Carrier Email { get; } = new(Channel.Email);

    public Post Post { get; }

    public RunRecords Runs => new(documents, new LedgerFence(Stores.Ledger), Clock);

    public LedgerReports Reports => new(Stores.Ledger, Stores.Touches, Stores.Conversions, Runs);

    public RunFigures Figures => new(Stores.Ledger, Stores.Conversions);

    private PlanAudience PlanAudience =>
        new(Stores.Plans, Stores.Ledger, People, new ResolveAudience(new SavedSegments(documents), Clock), Runs, workspace.Register, outlets, new OutletOverrides(documents, new CampaignRows(documents)), new DeliveryMeter(), Clock);

    public PlanFallback PlanFallback => new(Stores.Ledger, People, Runs, workspace.Register, outlets, new HouseProviders([Sms, Email]), Clock);

    /// <summary>Adds a run for everybody and plans all of it.</summary>
    public async Task PlanAsync(Func<CampaignDefinition, CampaignDefinition>? change = null)
    {
        var definition = new CampaignDefinition
        {
            Name = "Diwali",
            Audience = new Audience(),
            Channels = [new ChannelChoice { Channel = Channel.Sms }],
            Variants = [new Variant { Id = "A" }],
        };
        Assert.True(await Runs.TryAddAsync(new Run
        {
            Id = Run,
            Campaign = Run.Campaign,
            Workspace = OneShop.Shop.Id,
            Definition = change?.Invoke(definition) ?? definition,
            Orchestration = "campaign-cmp_1-1",
            Status = RunStatus.Sending,
            StartedAt = Clock.GetUtcNow(),
        }));
        PlanProgress progress;
        do
            progress = await PlanAudience.ContinueAsync(Run);
        while (!progress.IsDone);
    }

    public Task StartAsync(int stage) => new StartStage(stages, Runs, Post, new Lanes { Window = options.Window, Least = options.LeastLanes }, Clock).StartAsync(Run, stage);

    public async Task ChangeAsync(Func<Run, Run> change)
    {
        var run = await Runs.FindAsync(Run);
        Assert.NotNull(await Runs.TryUpdateAsync(run!.Changed(change)));
    }

    /// <summary>Works off every message, moving the clock to delayed ones, until none is left.</summary>
    public async Task DrainAsync(int most = 2_000)
    {
        for (var round = 0; Post.NextDue is { } due; round++)
        {
            Assert.True(round < most, "The queue does not become empty.");
            if (due > Clock.GetUtcNow())
                Clock.SetUtcNow(due);
            foreach (var body in Post.Take(8))
                await deliver.DeliverAsync(JsonSerializer.Deserialize<BatchMessage>(body, Wire.Json)!);
        }
    }
}
