using System.Globalization;
using Functions.Host.Instances.Apps;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>Workers of two instances are killed while they send; what they had in hand is taken up by either. A small campaign and one kill here; <c>./soak workers</c>
/// takes twenty thousand people.</summary>
[Collection(nameof(CloudApp))]
public sealed class KillTests(CloudApp app)
{
    private const string People = "ACTIVEREACH_WORKER_PEOPLE";

    private static readonly int Kills = Setting("ACTIVEREACH_WORKER_KILLS", 1);
    private static readonly int Seed = Setting("ACTIVEREACH_WORKER_SEED", 1);

    /// <summary>Twenty thousand on a busy machine.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    private readonly Crowd crowd = new("survivors", 10, Setting(People, 400));
    private readonly Crowd lost = new("lost", 11, Setting(People, 400));

    [AzuriteFact]
    public async Task Workers_that_are_killed_while_they_send_lose_nobody_and_send_nobody_twice()
    {
        var random = new Random(Seed);
        var (one, other) = await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv, Long);

        var campaign = await app.Admin.DraftAsync(crowd.Campaign("Survives"));
        using var held = HeldBatches.One(app, campaign);
        await app.Admin.PostAsync($"campaigns/{campaign}/launch");
        for (var kill = 0; kill < Kills; kill++)
        {
            await app.UntilTakenAsync(campaign, PointOf(kill, random), Long);
            await (random.Next(2) == 0 ? one : other).Host.Worker.KillAsync();
            Assert.InRange(app.Count(campaign), 1, crowd.Count - 1);
            held.LetGo();
        }

        await app.Admin.UntilStatusAsync(campaign, "complete", Long);

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal((crowd.Count, 0), ((int)figures["sent"]!, (int)figures["uncertain"]!));
    }

    /// <summary>It takes minutes, because nobody knows of the loss before locks and leases are over: only <c>./soak workers</c> asks for it.</summary>
    [AzuriteFact(onlyWhere: People)]
    public async Task Instances_that_are_lost_with_their_hosts_lose_nobody_and_send_nobody_twice()
    {
        var random = new Random(Seed);
        foreach (var here in app.Serving)
            await here.DisposeAsync();
        List<Instance> instances = [await app.JoinAloneAsync(), await app.JoinAloneAsync()];
        await app.Admin.ImportAsync(lost.Csv, Long);

        var campaign = await app.Admin.LaunchAsync(lost.Campaign("Outlives its machines"));
        for (var kill = 0; kill < Kills; kill++)
        {
            await app.UntilTakenAsync(campaign, PointOf(kill, random), Long);
            var place = random.Next(2);
            instances[place].Kill();
            Assert.InRange(app.Count(campaign), 1, lost.Count - 1);
            instances[place] = await app.JoinAloneAsync(instances[place]);
        }

        await app.Admin.UntilStatusAsync(campaign, "complete", Long);

        var figures = await app.AgreesAsync(campaign, lost.Count);
        Assert.Equal((lost.Count, 0), ((int)figures["sent"]!, (int)figures["uncertain"]!));
    }

    /// <summary>Each kill has its own point of the send, the last before its half.</summary>
    private int PointOf(int kill, Random random) => random.Next(1 + (crowd.Count * kill / Kills / 2), 1 + (crowd.Count * (kill + 1) / Kills / 2));

    private static int Setting(string name, int missing) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : missing;
}
