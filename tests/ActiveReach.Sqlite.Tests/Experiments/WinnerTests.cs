using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Tests.Delivery.World;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Experiments;

public sealed class WinnerTests : IDisposable
{
    private static readonly Caller Lead = new(OneShop.Shop.Id, "lead@example.com", Role.Sender);
    private readonly DeliveryWorld world = new(People.Some(2_000));

    private ChooseWinner Choose => new(world.Store, new SqliteConversions(world.Database), world.Stages, world.Runs, Verdicts, world.Workspace.Register, world.Clock);

    private DecideExperiment Decide => new(Campaigns, world.Runs, new DecideOutlets(Verdicts, new OutletWords(new OutletDirectories(new OutletRegister(Documents)))), new RunWriter(Documents, world.Runs, new LedgerFence(new SqliteLedger(world.Database)), new DeriveStatus(Campaigns, world.Runs, world.Clock), world.Intents), world.Clock);

    private OutletVerdicts Verdicts => new(Documents);

    private CampaignRecords Campaigns => new(Documents, world.Clock);

    private SqliteDocuments Documents => new(world.Database);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_winner_is_chosen_when_the_test_has_lasted_from_its_last_hand_over()
    {
        await SendSliceAsync(OnInconclusive.SendBest, clicksOfB: 60);
        var lastHandedAt = world.Clock.GetUtcNow();
        Assert.Equal(new WinnerLook(null, lastHandedAt + TimeSpan.FromHours(4)), await Choose.LookAsync(DeliveryWorld.Run));

        world.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("B", (await Choose.LookAsync(DeliveryWorld.Run)).Winner);
        var verdict = (await world.Runs.FindAsync(DeliveryWorld.Run))!.Verdict!;
        Assert.Equal(("B", "clear", 60L), (verdict.Winner, verdict.Decision, verdict.Variants[1].Successes));
    }

    [Fact]
    public async Task What_was_chosen_once_stays()
    {
        await SendSliceAsync(OnInconclusive.SendBest, clicksOfB: 60);
        world.Clock.Advance(TimeSpan.FromHours(4));
        await Choose.LookAsync(DeliveryWorld.Run);
        await ClickAsync("A", 150);
        Assert.Equal("B", (await Choose.LookAsync(DeliveryWorld.Run)).Winner);
    }

    [Fact]
    public async Task A_held_test_is_decided_by_a_person_once_and_rings()
    {
        await SendSliceAsync(OnInconclusive.Hold, clicksOfB: 3);
        await AddCampaignAsync();
        await Assert.ThrowsAsync<ConflictException>(() => Decide.DecideAsync(Lead, new CampaignId("cmp_1"), "B"));

        world.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(new WinnerLook(null, null), await Choose.LookAsync(DeliveryWorld.Run));
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => Decide.DecideAsync(Lead, new CampaignId("cmp_1"), "Z"));
        Assert.Equal("variant", Assert.Single(wrong.Problems).Path);

        await Decide.DecideAsync(Lead, new CampaignId("cmp_1"), "B");
        Assert.Equal("B", (await Choose.LookAsync(DeliveryWorld.Run)).Winner);
        Assert.Contains(await world.Intents.DueAsync(DateTimeOffset.MaxValue, 10), each => each.Intent.Event == Doorbell.Experiment);
        await Assert.ThrowsAsync<ConflictException>(() => Decide.DecideAsync(Lead, new CampaignId("cmp_1"), "A"));
    }

    [Fact]
    public async Task A_campaign_of_somebody_else_is_not_found()
    {
        await SendSliceAsync(OnInconclusive.Hold, clicksOfB: 0);
        await AddCampaignAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => Decide.DecideAsync(Lead with { Workspace = new WorkspaceId("other") }, new CampaignId("cmp_1"), "A"));
    }

    private async Task SendSliceAsync(OnInconclusive rule, int clicksOfB)
    {
        await world.PlannedAsync(definition => definition with
        {
            Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
            Experiment = new ExperimentDefinition { Sample = 0.5, OnInconclusive = rule },
        }, Stage.TestSlice);
        await world.DrainAsync();
        await ClickAsync("B", clicksOfB);
    }

    private async Task ClickAsync(string variant, int clicks)
    {
        var rows = (await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.All, 5_000, null)).Items.Where(row => row.Variant == variant && row.HandedAt is not null);
        await world.Events.RecordAsync([.. rows.Take(clicks).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Clicked, world.Clock.GetUtcNow().AddMinutes(1)))]);
    }

    private Task AddCampaignAsync() => Campaigns.AddAsync(new Campaign
    {
        Id = new CampaignId("cmp_1"),
        Workspace = OneShop.Shop.Id,
        Definition = new CampaignDefinition(),
        Status = CampaignStatus.Sending,
        Run = DeliveryWorld.Run,
        DraftedBy = "lead@example.com",
        CreatedAt = world.Clock.GetUtcNow(),
        UpdatedAt = world.Clock.GetUtcNow(),
    });
}
