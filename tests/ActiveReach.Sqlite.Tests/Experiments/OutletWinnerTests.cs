using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Experiments;

public sealed class OutletWinnerTests
{
    [Fact]
    public async Task Power_that_is_cut_while_winners_are_written_changes_none_that_was()
    {
        using var world = new DeliveryWorld(People.Some(1_000, outlets: 250));
        await SendSliceAsync(world);
        world.Clock.Advance(TimeSpan.FromHours(4));

        // Three commits of outlets and one of the run: one of the former is lost.
        world.Crash(new PowerCut(3));
        await Assert.ThrowsAnyAsync<Exception>(() => Choose(world).LookAsync(DeliveryWorld.Run));
        world.Crash();
        var run = (await world.Runs.FindAsync(DeliveryWorld.Run))!;
        var before = await Verdicts(world).AllAsync(run);
        Assert.InRange(before.Count, 100, 200);
        Assert.Null(run.Verdict);
        await ClickAsync(world, "A", 400);

        Assert.Equal(new WinnerLook(null, null, IsByOutlet: true), await Choose(world).LookAsync(DeliveryWorld.Run));
        var after = (await Verdicts(world).AllAsync(run)).ToDictionary(verdict => verdict.Outlet, StringComparer.Ordinal);
        Assert.Equal(250, after.Count);
        Assert.All(before, verdict => Assert.Equal(JsonSerializer.Serialize(verdict, Wire.Json), JsonSerializer.Serialize(after[verdict.Outlet], Wire.Json)));
    }

    [Fact]
    public async Task Five_thousand_outlets_are_decided_about_at_once_and_make_the_run_no_larger()
    {
        var sizes = new List<int>();
        foreach (var outlets in new[] { 2, 5_000 })
        {
            using var world = new DeliveryWorld(People.Some(10_000, outlets));
            await SendSliceAsync(world);
            world.Clock.Advance(TimeSpan.FromHours(4));
            Assert.True((await Choose(world).LookAsync(DeliveryWorld.Run)).IsByOutlet);
            var run = (await world.Runs.FindAsync(DeliveryWorld.Run))!;
            Assert.Equal(outlets, (await Verdicts(world).WinnersAsync(run)).Count);
            sizes.Add(JsonSerializer.SerializeToUtf8Bytes(run, Wire.Json).Length);
        }

        Assert.InRange(sizes[1] - sizes[0], -200, 200);
    }

    private static OutletVerdicts Verdicts(DeliveryWorld world) => new(new SqliteDocuments(world.Database));

    private static ChooseWinner Choose(DeliveryWorld world) =>
        new(world.Store, new SqliteConversions(world.Database), world.Stages, world.Runs, Verdicts(world), world.Workspace.Register, world.Clock);

    private static async Task SendSliceAsync(DeliveryWorld world)
    {
        await world.PlannedAsync(definition => definition with
        {
            Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
            Experiment = new ExperimentDefinition { Sample = 0.5, Scope = ExperimentScope.Outlet },
        }, Stage.TestSlice);
        await world.DrainAsync();
        await ClickAsync(world, "B", 60);
    }

    private static async Task ClickAsync(DeliveryWorld world, string variant, int clicks)
    {
        var rows = (await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.All, 5_000, null)).Items.Where(row => row.Variant == variant && row.HandedAt is not null);
        await world.Events.RecordAsync([.. rows.Take(clicks).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Clicked, world.Clock.GetUtcNow().AddMinutes(1)))]);
    }
}
