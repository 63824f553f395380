using System.Collections.Concurrent;
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
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Sqlite.Documents;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests.Delivery.World;

/// <summary>The send path on a real file, with people, carriers and queues that survive when the process does not.</summary>
internal sealed class DeliveryWorld : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");
    private ProductDatabase product = null!;

    public DeliveryWorld(People? people = null)
    {
        People = people ?? People.Some(300);
        Post = new Post(Clock);
        Start();
    }

    public static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));

    public FakeTimeProvider SystemClock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public People People { get; }

    public Carrier Sms { get; } = new(Channel.Sms);

    public Carrier Email { get; } = new(Channel.Email);

    public Post Post { get; }

    /// <summary>Held from the next start on.</summary>
    public DeliveryOptions Options { get; set; } = new() { Window = 4 };

    public OneWorkspace Workspace { get; } = new(OneShop.Shop);

    private OutletDirectories Outlets => new(new OutletRegister(new SqliteDocuments(Database)));

    public Database Database => product.Database;

    public IPlans Plans => new SqlitePlans(Database);

    public ILedger Store => new SqliteLedger(Database);

    public ILedgerRows Rows => new SqliteLedgerRows(Database);

    public IConversions Conversions => new SqliteConversions(Database);

    public ISuppressionStore Suppressions => new SqliteSuppressionStore(Database);

    public SendLedger Ledger { get; private set; } = null!;

    public StageLedger Stages { get; private set; } = null!;

    public LedgerReports Events => new(Store, new SqliteTouches(Database), Conversions, Runs);

    public RunFigures Figures => new(Store, Conversions);

    public RunRecords Runs => new(new SqliteDocuments(Database), new LedgerFence(Store), Clock);

    public PendingIntents Intents => new(new SqliteDocuments(Database));

    public PlanAudience PlanAudience => new(Plans, Store, People, new ResolveAudience(new SavedSegments(new SqliteDocuments(Database)), Clock), Runs, Workspace.Register, Outlets,
        new OutletOverrides(new SqliteDocuments(Database), new CampaignRows(new SqliteDocuments(Database))), new DeliveryMeter(), Clock);

    public PlanFallback PlanFallback => new(Store, People, Runs, Workspace.Register, Outlets, new HouseProviders([Sms, Email]), Clock);

    public StartStage StartStage => new(Stages, Runs, Post, new Lanes { Window = Options.Window, Least = Options.LeastLanes }, Clock);

    public CancelDelivery CancelDelivery => new(Stages, Runs);

    public DeliverBatch DeliverBatch { get; private set; } = null!;

    /// <summary>Opens the file as a new start of the process.</summary>
    public void Start(ICommitHook? hook = null)
    {
        product = new ProductDatabase(new ProductDatabaseOptions { Directory = folder.FullName, Hook = hook });
        Ledger = new SendLedger(Store, new ClaimTerms { Lease = Options.Lease, SystemTime = SystemClock });
        Stages = new StageLedger(Store, new SqliteActiveStages(Database), Ledger);
        DeliverBatch = NewWorker();
    }

    /// <summary>Another worker on the same stores.</summary>
    public DeliverBatch NewWorker() => new(
        Ledger, Stages, Store, Runs, Workspace.Register, People, new PlainComposer(), new SqliteTouches(Database),
        new KeptPlaces(new CampaignRecords(new SqliteDocuments(Database), Clock), new ResolveAudience(new SavedSegments(new SqliteDocuments(Database)), Clock), People), new PersonalLinks(new SqliteDocuments(Database)), Outlets,
        new SuppressedAddresses(Suppressions), new OutletVerdicts(new SqliteDocuments(Database)), new HouseProviders([Sms, Email]), Post, new Throttle(new CarrierPermits(new SqlitePermits(Database, Clock), [Sms, Email]), new ProviderPulse(Clock, Options), Clock),
        new DeliveryMeter(), Options, Clock);

    public void Crash(ICommitHook? hook = null)
    {
        Database.CutPower();
        Start(hook);
    }

    public async Task<Run> AddRunAsync(Func<CampaignDefinition, CampaignDefinition>? change = null)
    {
        var definition = new CampaignDefinition
        {
            Name = "Diwali",
            Audience = new Audience(),
            Channels = [new ChannelChoice { Channel = Channel.Sms }],
            Variants = [new Variant { Id = "A" }],
        };
        var run = new Run
        {
            Id = Run,
            Campaign = new CampaignId("cmp_1"),
            Workspace = OneShop.Shop.Id,
            Definition = change?.Invoke(definition) ?? definition,
            Orchestration = "campaign-cmp_1-1",
            Status = RunStatus.Sending,
            StartedAt = Clock.GetUtcNow(),
        };
        Assert.True(await Runs.TryAddAsync(run));
        return run;
    }

    /// <summary>Adds a run, plans all of it and puts the first batches of the stage.</summary>
    public async Task<Run> PlannedAsync(Func<CampaignDefinition, CampaignDefinition>? change = null, int stage = Stage.Rest)
    {
        var run = await AddRunAsync(change);
        Assert.True((await PlanAudience.ContinueAsync(Run)).IsDone);
        await StartStage.StartAsync(Run, stage);
        return run;
    }

    public async Task<Run> ChangeAsync(Func<Run, Run> change)
    {
        var run = await Runs.FindAsync(Run);
        return (await Runs.TryUpdateAsync(run!.Changed(change)))!;
    }

    /// <summary>Stages that somebody was rung for.</summary>
    public ConcurrentQueue<StageRing> Rings { get; } = new();

    public async Task<BatchFollowUp> DeliverAsync(string body, CancellationToken stopping = default)
    {
        var followUp = await DeliverBatch.DeliverAsync(JsonSerializer.Deserialize<BatchMessage>(body, Wire.Json)!, stopping);
        if (followUp.Ring is { } ring)
            Rings.Enqueue(ring);
        return followUp;
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
                await DeliverAsync(body);
        }
    }

    public async Task<LedgerFigures> CountAsync() => Assert.Single(await Figures.CountAsync([Run], FigureGrouping.None));

    public void Dispose()
    {
        product.Dispose();
        folder.Delete(recursive: true);
    }
}
