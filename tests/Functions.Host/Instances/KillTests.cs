using System.Globalization;
using Functions.Host.Instances.Apps;

namespace Functions.Host.Instances;

/// <summary>Workers of two instances are killed while they send; what they had in hand is taken up by either. A small campaign and one kill here; <c>./soak workers</c>
/// takes twenty thousand people.</summary>
[Collection(nameof(CloudApp))]
public sealed class KillTests(CloudApp app)
{
    private static readonly int Kills = Setting("ACTIVEREACH_WORKER_KILLS", 1);
    private static readonly int Seed = Setting("ACTIVEREACH_WORKER_SEED", 1);

    /// <summary>Twenty thousand on a busy machine.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    private readonly Crowd crowd = new("survivors", 10, Setting("ACTIVEREACH_WORKER_PEOPLE", 400));

    [AzuriteFact]
    public async Task Workers_that_are_killed_while_they_send_lose_nobody_and_send_nobody_twice()
    {
        var random = new Random(Seed);
        var (one, other) = await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv, Long);

        var campaign = await app.Admin.LaunchAsync(crowd.Campaign("Survives"));
        for (var kill = 0; kill < Kills; kill++)
        {
            // Each at its own point of the send, the last before its half.
            await app.UntilTakenAsync(campaign, random.Next(1 + (crowd.Count * kill / Kills / 2), 1 + (crowd.Count * (kill + 1) / Kills / 2)), Long);
            await (random.Next(2) == 0 ? one : other).Host.Worker.KillAsync();
            Assert.InRange(app.Taken(campaign).Count, 1, crowd.Count - 1);
        }

        await app.Admin.UntilStatusAsync(campaign, "complete", Long);

        var figures = await app.AgreesAsync(campaign, crowd.Count);
        Assert.Equal(crowd.Count, (int)figures["sent"]!);
        Assert.Equal(0, (int)figures["uncertain"]!);
    }

    private static int Setting(string name, int missing) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : missing;
}
