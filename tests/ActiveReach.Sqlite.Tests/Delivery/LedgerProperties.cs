using System.Collections.Concurrent;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent.Hours;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Tests.Delivery.World;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Sqlite.Tests.Delivery;

/// <summary>Any interleaving of claims, crashes, silent calls, limits, quiet hours, reports, pauses and resumes settles each recipient once.</summary>
public sealed class LedgerProperties
{
    private const int Contacts = 450;
    private static readonly string[] Zones = ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo"];

    [Fact]
    public void Whatever_happens_each_recipient_is_settled_once_and_the_sum_rule_holds() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(12),
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => RunAsync(seed, honoursKeys: seed % 2 == 0).GetAwaiter().GetResult()));

    private static async Task RunAsync(int seed, bool honoursKeys)
    {
        var random = new Random(seed);
        using var world = new DeliveryWorld(People.Some(Contacts));
        world.Sms.RepeatWindow = honoursKeys ? TimeSpan.FromMinutes(5) : TimeSpan.Zero;
        world.Sms.HonoursKeys = honoursKeys;
        var answers = new Random(seed + 1);
        world.Sms.Answers = _ => Next(answers, 400) switch
        {
            0 => HandOverResult.Unknown,
            1 => HandOverResult.Deferred,
            < 5 => HandOverResult.Rejected,
            _ => HandOverResult.Accepted,
        };
        var atNight = new ConcurrentQueue<string>();
        if (seed % 3 != 0)
            LiveByTheClock(world, random, atNight);
        await world.PlannedAsync();

        for (var step = 0; step < 60; step++)
            await StepAsync(world, random);
        await FinishAsync(world);

        var figures = await world.CountAsync();
        Assert.Equal(Contacts, figures.Recipients);
        Assert.Equal(Contacts, figures.Delivered + figures.Bounced + figures.Failed + figures.Pending + figures.Skipped.Values.Sum());
        var rows = (await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.All, Contacts * 2, null)).Items;
        Assert.DoesNotContain(rows, row => row.State is LedgerState.Planned or LedgerState.Calling);

        // Everybody was sent to, refused for good or is uncertain; nobody was sent to twice, also by a carrier that knows no keys.
        Assert.Equal(world.Sms.Accepted.Count, world.Sms.Accepted.Select(message => message.To).Distinct().Count());
        var accepted = world.Sms.Accepted.Select(message => message.Tag).ToHashSet();
        Assert.All(rows, row => Assert.True(row.State is not (LedgerState.Handed or LedgerState.Delivered) || accepted.Contains(row.Address.ToString())));
        Assert.All(rows, row => Assert.True(row.State is not LedgerState.Failed || !accepted.Contains(row.Address.ToString())));
        if (!honoursKeys)
            Assert.Equal(world.Sms.Calls.Count, accepted.Count);
        Assert.Empty(atNight);
        Assert.Empty(await SqliteGroupCommit.Upkeep.CheckIntegrityAsync(world.Database));
    }

    /// <summary>People around the world, in a workspace with quiet hours.</summary>
    private static void LiveByTheClock(DeliveryWorld world, Random random, ConcurrentQueue<string> atNight)
    {
        world.Workspace.Now = OneShop.Shop.With(new ReachSettings { QuietHours = new QuietHoursSettings() });
        for (var id = 1; id <= Contacts; id++)
            world.People[id] = world.People[id] with { TimeZone = Zones[random.Next(Zones.Length)] };
        var zones = Enumerable.Range(1, Contacts).ToDictionary(id => world.People[id].Phone!, id => TimeZoneInfo.FindSystemTimeZoneById(world.People[id].TimeZone!));
        world.Sms.OnCall = call =>
        {
            foreach (var message in call.Where(message => TimeZoneInfo.ConvertTime(world.Clock.GetUtcNow(), zones[message.To]).Hour is < 8 or >= 21))
                atNight.Enqueue(message.Tag);
        };
    }

    private static async Task StepAsync(DeliveryWorld world, Random random)
    {
        switch (random.Next(10))
        {
            case 0:
                await ReportAsync(world, random);
                break;
            case 1:
                world.Clock.Advance(TimeSpan.FromSeconds(random.Next(8) == 0 ? random.Next(30_000) : random.Next(90)));
                world.SystemClock.Advance(TimeSpan.FromSeconds(random.Next(40)));
                break;
            case 2:
                await world.ChangeAsync(run => run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 });
                await DeliverSomeAsync(world, random);
                await world.ChangeAsync(run => run with { Status = RunStatus.Sending, Epoch = run.Epoch + 1 });
                await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
                break;
            case 3:
                await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
                break;
            case 4 or 5:
                // The first commit opens the file; the power goes at one of the next, or just after it; then the process starts again.
                world.Crash(new PowerCut(random.Next(2, 14), after: random.Next(2) == 0));
                await DeliverSomeAsync(world, random);
                world.Crash();
                break;
            default:
                await DeliverSomeAsync(world, random);
                break;
        }
    }

    /// <summary>Several workers at once; a message whose delivery fails comes back, as a queue does it.</summary>
    private static Task DeliverSomeAsync(DeliveryWorld world, Random random) => Task.WhenAll(world.Post.Take(random.Next(1, 5)).Select(async body =>
    {
        try
        {
            await world.DeliverAsync(body);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            await world.Post.SendAsync("again", body);
        }
    }));

    private static async Task ReportAsync(DeliveryWorld world, Random random)
    {
        var sent = world.Sms.Accepted.Where(_ => random.Next(4) == 0).ToArray();
        await world.Events.RecordAsync([.. sent.Select(message => new LedgerEvent(AddressOf(message), LedgerEventKind.Delivered, world.Clock.GetUtcNow()))]);
    }

    private static int Next(Random random, int below)
    {
        lock (random)
            return random.Next(below);
    }

    private static LedgerAddress AddressOf(OutgoingMessage message) =>
        LedgerAddress.TryParse(message.Tag, out var address) ? address : throw new FormatException(message.Tag);

    private static async Task FinishAsync(DeliveryWorld world)
    {
        for (var looks = 0; looks < 50; looks++)
        {
            world.SystemClock.Advance(TimeSpan.FromMinutes(1));
            if ((await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).IsSettled)
                return;
            await world.DrainAsync(20_000);
        }

        Assert.Fail("The stage does not settle.");
    }
}
